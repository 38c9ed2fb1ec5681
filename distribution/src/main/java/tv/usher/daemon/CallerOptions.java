package tv.usher.daemon;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.api.Secret;
import tv.usher.daemon.call.Caller;
import tv.usher.daemon.call.CallerKind;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.net.HostPort;

/** Who asks, and where. */
final class CallerOptions {

    @Mixin
    private ConfigFile configFile;

    @Option(
            names = "--as",
            required = true,
            paramLabel = "CALLER",
            converter = CallTexts.OfKind.class,
            description =
                    "alta, antmedia, astra, envoy, flussonic, forward-auth, mediamtx, mistserver, nginx, nginx-rtmp, ome,"
                            + " srs or zlmediakit.")
    private CallerKind kind;

    @Option(
            names = "--usher",
            paramLabel = "HOST:PORT",
            converter = CallTexts.OfUsher.class,
            description = "Where Usher listens for callers; as the configuration says if left out.")
    private HostPort usher;

    @Option(
            names = "--secret-env",
            paramLabel = "NAME",
            description = "For ome: the environment variable that has dialects.ome.secret.")
    private String variable;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    CallerKind kind() {
        return kind;
    }

    Caller caller() {
        try {
            return kind.caller(secret());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage() + " with --secret-env");
        }
    }

    private Optional<Secret> secret() {
        if (variable == null) {
            return Optional.empty();
        }
        String value = System.getenv(variable);
        if (value == null || value.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "environment variable " + variable + " is not set");
        }
        return Optional.of(Secret.of(value));
    }

    HostPort usher() throws ConfigException {
        if (usher != null) {
            return usher;
        }
        var file = configFile.in(Installation.current());
        return Reachable.from(new ConfigLoader(Map.of(), "", System::getenv).loadListen(file), "listen", file);
    }
}
