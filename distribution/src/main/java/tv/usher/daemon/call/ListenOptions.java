package tv.usher.daemon.call;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Environment;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.Reachable;
import tv.usher.daemon.cli.TlsClient;
import tv.usher.daemon.cli.TlsToDaemon;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.tls.PemFile;
import tv.usher.engine.util.UnusableFile;

/** Where callers ask. */
public final class ListenOptions {

    private static final String CACERT = "--cacert";
    private static final String CERT = "--cert";
    private static final String KEY = "--key";

    @Mixin
    private ConfigFile configFile;

    @Option(
            names = "--usher",
            paramLabel = "ADDRESS",
            converter = CallTexts.OfUsher.class,
            description = "Where Usher listens for callers: HOST:PORT, or https://HOST:PORT where it speaks TLS; as the"
                    + " configuration says if left out.")
    private @Nullable UsherAddress usher;

    @Option(
            names = CACERT,
            paramLabel = "FILE",
            description =
                    "PEM file of the authorities that the certificate of --usher https://... must be of; those that"
                            + " Java trusts if left out.")
    private @Nullable Path authorities;

    @Option(
            names = CERT,
            paramLabel = "FILE",
            description =
                    "PEM file of the certificate that is shown to --usher https://... where it wants one (client-ca).")
    private @Nullable Path certificate;

    @Option(names = KEY, paramLabel = "FILE", description = "PEM file of that certificate's key.")
    private @Nullable Path key;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The daemon's configuration; empty if the arguments say where it listens. */
    Optional<Path> file() {
        return usher != null ? Optional.empty() : Optional.of(inUse());
    }

    public HostPort usher() throws ConfigException {
        if (usher != null) {
            return usher.hostPort();
        }
        return Reachable.from(configured().listen(), "listen", inUse());
    }

    /** None if Usher is asked in plain HTTP. */
    public Optional<TlsClient> tls() throws ConfigException {
        requireTls(CACERT, authorities, "the configuration's certificate is trusted");
        requireTls(CERT, certificate, "the configuration's certificate is shown");
        requireTls(KEY, key, "the configuration's certificate is shown");
        if (certificate == null != (key == null)) {
            throw new ParameterException(spec.commandLine(), CERT + " and " + KEY + " go together");
        }
        if (usher == null) {
            HostPort server = usher();
            return TlsToDaemon.of(configured().tls(), "", inUse()).map(context -> new TlsClient(context, server));
        }
        return usher.isTls() ? Optional.of(TlsClient.trusting(trusted(), own(), usher.hostPort())) : Optional.empty();
    }

    private void requireTls(String option, @Nullable Path file, String without) {
        if (file != null && (usher == null || !usher.isTls())) {
            throw new ParameterException(
                    spec.commandLine(), option + " goes with --usher https://...; without --usher " + without);
        }
    }

    private Optional<Identity> own() {
        try {
            return certificate == null || key == null
                    ? Optional.empty()
                    : Optional.of(Identity.read(CERT, certificate, KEY, key));
        } catch (UnusableFile e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private List<X509Certificate> trusted() {
        try {
            return authorities == null ? List.of() : PemFile.certificates(CACERT, authorities);
        } catch (UnusableFile e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Path inUse() {
        return configFile.in(Installation.current());
    }

    private ConfigLoader.CallersListener configured() throws ConfigException {
        return new ConfigLoader(Map.of(), "", Environment.of(inUse())).loadListen(inUse());
    }
}
