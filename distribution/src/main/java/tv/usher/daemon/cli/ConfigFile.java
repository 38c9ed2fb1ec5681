package tv.usher.daemon.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code -c FILE} of the commands that need a configuration. */
public final class ConfigFile {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration; conf/usher.yaml of the installation if left out.")
    private @Nullable Path file;

    public Path in(Installation installation) {
        return file == null ? installation.defaultConfiguration() : file;
    }
}
