package tv.usher.daemon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The variables that {@code ${NAME}} of a configuration names: those of this process, else those of the file {@code usher.env} beside the
 * configuration, which systemd gives to the daemon. So a command that an operator runs finds what the daemon found. A file that isn't there or
 * can't be read has no variables.
 */
public final class Environment implements UnaryOperator<@Nullable String> {

    private static final String FILE = "usher.env";
    private static final int MOST_BYTES = 65_536;

    private final UnaryOperator<@Nullable String> process;
    private final Path file;

    private Environment(UnaryOperator<@Nullable String> process, Path file) {
        this.process = process;
        this.file = file;
    }

    /**
     * @param configuration the file that is read
     */
    public static Environment of(Path configuration) {
        return of(System::getenv, configuration);
    }

    static Environment of(UnaryOperator<@Nullable String> process, Path configuration) {
        return new Environment(process, configuration.toAbsolutePath().resolveSibling(FILE));
    }

    @Override
    public @Nullable String apply(@Nullable String name) {
        String value = process.apply(name);
        return value != null ? value : EnvironmentFile.variables(text()).get(name);
    }

    private String text() {
        try {
            boolean fits = Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES;
            return fits ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return ""; // mostly since it is root's: the variables then have to be those of the process
        }
    }
}
