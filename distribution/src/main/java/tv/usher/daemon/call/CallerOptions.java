package tv.usher.daemon.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.api.Secret;

/** Who asks. */
public final class CallerOptions {

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
            names = "--secret-env",
            paramLabel = "NAME",
            description = "For ome: the environment variable that has dialects.ome.secret.")
    private @Nullable String variable;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    public CallerKind kind() {
        return kind;
    }

    public Caller caller() {
        return caller(kind);
    }

    /** Another kind, with the same secret. */
    public Caller caller(CallerKind kind) {
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
}
