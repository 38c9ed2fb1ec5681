package tv.usher.daemon.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The {@code -c FILE} of the commands that need a configuration. */
public final class ConfigFile {

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration. If left out: what USHER_CONFIG names, else /etc/usher/usher.yaml if it is"
                    + " there, else conf/usher.yaml of the installation.")
    private @Nullable Path file;

    private @Nullable Path read;

    public Path in(Installation installation) {
        read = file == null ? installation.configuration(System::getenv) : file;
        return read;
    }

    /** Which file it was, for messages; empty while nothing was read. */
    public Optional<Path> read() {
        return Optional.ofNullable(read);
    }
}
