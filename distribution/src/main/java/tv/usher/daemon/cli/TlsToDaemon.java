package tv.usher.daemon.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.tls.PinnedCertificate;

/** How commands speak TLS to the daemon of the same configuration: they trust the certificate that the file names, and no other. */
public final class TlsToDaemon {

    private TlsToDaemon() {}

    /**
     * @param owner of the keys of {@code tls}, with a point at its end, for messages: {@code management.}
     * @return none if that listener speaks plain HTTP
     * @throws ConfigException if the files can't be used
     */
    public static Optional<SSLContext> of(Optional<ListenerTlsSettings> listener, String owner, Path file)
            throws ConfigException {
        try {
            return listener.map(PinnedCertificate::contextFor);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(file + ": " + owner + e.getMessage()));
        }
    }
}
