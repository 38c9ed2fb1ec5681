package tv.usher.daemon.call;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Environment;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.Reachable;
import tv.usher.daemon.cli.TlsToDaemon;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.net.HostPort;

/** Where callers ask. */
public final class ListenOptions {

    @Mixin
    private ConfigFile configFile;

    @Option(
            names = "--usher",
            paramLabel = "HOST:PORT",
            converter = CallTexts.OfUsher.class,
            description = "Where Usher listens for callers, without TLS; as the configuration says if left out.")
    private @Nullable HostPort usher;

    /** The daemon's configuration; empty if the arguments say where it listens. */
    Optional<Path> file() {
        return usher != null ? Optional.empty() : Optional.of(inUse());
    }

    public HostPort usher() throws ConfigException {
        if (usher != null) {
            return usher;
        }
        return Reachable.from(configured().listen(), "listen", inUse());
    }

    /** None if Usher is asked in plain HTTP, as one that {@code --usher} names is. */
    public Optional<SSLContext> tls() throws ConfigException {
        return usher != null ? Optional.empty() : TlsToDaemon.of(configured().tls(), "", inUse());
    }

    private Path inUse() {
        return configFile.in(Installation.current());
    }

    private ConfigLoader.CallersListener configured() throws ConfigException {
        return new ConfigLoader(Map.of(), "", Environment.of(inUse())).loadListen(inUse());
    }
}
