package tv.usher.daemon.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where Usher is unpacked.
 *
 * @param home   the folder with {@code bin}, {@code conf}, {@code lib} and {@code plugins}; nothing is written below it but the
 *     archive of classes in {@code cache}
 * @param system where this machine's own configuration is, if there is one
 */
public record Installation(Path home, Path system) {

    private static final String FILE = "usher.yaml";
    private static final String VARIABLE = "USHER_CONFIG";

    /** As {@code bin/usher} tells it, else the working folder. */
    public static Installation current() {
        return new Installation(
                Path.of(System.getProperty("usher.home", "")).toAbsolutePath(),
                Path.of(System.getProperty("usher.etc", "/etc/usher")));
    }

    /** Usher's own jars. */
    public Path libraries() {
        return home.resolve("lib");
    }

    public Path plugins() {
        return home.resolve("plugins");
    }

    /**
     * The configuration of commands that are told none.
     *
     * @param environment the value of a variable, or null if it isn't set
     */
    Path configuration(UnaryOperator<@Nullable String> environment) {
        String named = environment.apply(VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path ofMachine = system.resolve(FILE);
        return Files.exists(ofMachine) ? ofMachine : home.resolve("conf").resolve(FILE);
    }
}
