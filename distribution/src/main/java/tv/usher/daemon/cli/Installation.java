package tv.usher.daemon.cli;

import java.nio.file.Path;

/**
 * Where Usher is unpacked.
 *
 * @param home the folder with {@code bin}, {@code conf}, {@code lib} and {@code plugins}; nothing is written below it but the
 *     archive of classes in {@code cache}
 */
public record Installation(Path home) {

    /** As {@code bin/usher} tells it, else the working folder. */
    public static Installation current() {
        return new Installation(Path.of(System.getProperty("usher.home", "")).toAbsolutePath());
    }

    /** Usher's own jars. */
    public Path libraries() {
        return home.resolve("lib");
    }

    public Path plugins() {
        return home.resolve("plugins");
    }

    public Path defaultConfiguration() {
        return home.resolve("conf").resolve("usher.yaml");
    }
}
