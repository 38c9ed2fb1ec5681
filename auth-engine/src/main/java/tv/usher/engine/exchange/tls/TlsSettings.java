package tv.usher.engine.exchange.tls;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.engine.tls.Identity;
import tv.usher.engine.tls.PemFile;
import tv.usher.engine.util.UnusableFile;

/**
 * How a backend's certificate is judged, and who we say we are. Names and chains are always verified.
 *
 * @param ca          PEM file of the authorities to trust instead of the JDK's
 * @param certificate PEM file of the client certificate and its chain
 * @param key         PEM file of the client certificate's key (PKCS #8, not encrypted)
 */
public record TlsSettings(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {

    public TlsSettings {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("certificate and key go together");
        }
    }

    /** Those of the files that can't be used now; reads them. */
    public List<UnusableFile> unusable() {
        List<UnusableFile> unusable = new ArrayList<>();
        ca.ifPresent(file -> PemFile.tryTo(() -> PemFile.certificates(Tls.CA, file), unusable));
        certificate.ifPresent(file -> unusable.addAll(Identity.unusable(file, key.orElseThrow())));
        return unusable;
    }
}
