package tv.usher.engine.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import tv.usher.engine.util.UnusableFile;

/**
 * Who we say we are.
 *
 * @param chain the certificate, then those that lead to an authority; at least one
 * @param key   of the certificate
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    static final String CERTIFICATE = "tls.certificate";
    private static final String KEY = "tls.key";

    public Identity {
        chain = List.copyOf(chain);
    }

    /**
     * @throws UnusableFile that says what is wrong
     */
    public static Identity read(Path certificate, Path key) {
        return read(CERTIFICATE, certificate, KEY, key);
    }

    /**
     * @param certificateName where the operator has named the file, for messages; so is {@code keyName}
     * @throws UnusableFile that says what is wrong
     */
    public static Identity read(String certificateName, Path certificate, String keyName, Path key) {
        List<X509Certificate> chain = PemFile.certificates(certificateName, certificate);
        return new Identity(chain, PemFile.privateKey(keyName, key, chain.get(0).getPublicKey()));
    }

    /** Those of the two that can't be used now. */
    public static List<UnusableFile> unusable(Path certificate, Path key) {
        List<UnusableFile> unusable = new ArrayList<>();
        try {
            PublicKey owner =
                    PemFile.certificates(CERTIFICATE, certificate).get(0).getPublicKey();
            PemFile.tryTo(() -> PemFile.privateKey(KEY, key, owner), unusable);
        } catch (UnusableFile e) {
            unusable.add(e);
            PemFile.tryTo(() -> PemFile.read(KEY, key), unusable);
        }
        return unusable;
    }

    /** When the first of the chain ends. */
    public Instant end() {
        return end(chain);
    }

    /** When the first of these certificates ends that does. */
    static Instant end(List<X509Certificate> chain) {
        return chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** For a client that shows this to servers which want a certificate. */
    KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(toStore(), new char[0]);
        return factory.getKeyManagers();
    }

    /** A store with this alone, whose password is empty. */
    public KeyStore toStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", key, new char[0], chain.toArray(new X509Certificate[0]));
        return store;
    }
}
