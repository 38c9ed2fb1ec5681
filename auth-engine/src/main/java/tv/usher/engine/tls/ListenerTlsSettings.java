package tv.usher.engine.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tv.usher.engine.util.UnusableFile;

/**
 * How a listener speaks TLS. The files are read again when they change.
 *
 * @param certificate PEM file of the listener's certificate and its chain
 * @param key         PEM file of its key (PKCS #8, not encrypted)
 * @param clientCa    PEM file of the authorities of which a peer must show a certificate, if any
 */
public record ListenerTlsSettings(Path certificate, Path key, Optional<Path> clientCa) {

    private static final String CLIENT_CA = "tls.client-ca";

    private static final Duration SOON = Duration.ofDays(14);

    public List<Path> files() {
        return Stream.concat(Stream.of(certificate, key), clientCa.stream()).toList();
    }

    /** Those of the files that can't be used now; reads them. */
    public List<UnusableFile> unusable() {
        List<UnusableFile> unusable = new ArrayList<>(Identity.unusable(certificate, key));
        clientCa.ifPresent(ca -> PemFile.tryTo(() -> authorities(ca), unusable));
        return unusable;
    }

    /**
     * Those of which a peer must show a certificate; reads them.
     *
     * @throws UnusableFile if they can't be read
     */
    public List<X509Certificate> authorities(Path ca) {
        return PemFile.certificates(CLIENT_CA, ca);
    }

    /**
     * What an operator should know of a certificate that has ended, or ends in the next two weeks; reads it.
     *
     * @throws UnusableFile if it can't be read
     */
    public Optional<String> warning(Instant now) {
        Instant end = Identity.end(PemFile.certificates(Identity.CERTIFICATE, certificate));
        LocalDate day = end.atZone(ZoneOffset.UTC).toLocalDate();
        if (end.isBefore(now)) {
            return Optional.of(
                    certificate + " has ended on " + day + ", so those who verify it don't connect; renew it");
        }
        return end.isBefore(now.plus(SOON))
                ? Optional.of(certificate + " ends on " + day + "; renew it")
                : Optional.empty();
    }

    /**
     * Reads the files for another time.
     *
     * @throws UnusableFile if they can't be used, or the certificate has ended
     */
    public Identity renewed(Instant now) {
        Identity identity = Identity.read(certificate, key);
        if (identity.end().isBefore(now)) {
            throw new UnusableFile(Identity.CERTIFICATE, warning(now).orElseThrow());
        }
        return identity;
    }
}
