package tv.usher.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate, fresh for each test.
 *
 * @param pem the certificate alone, to be trusted as an authority
 * @param key its key in PKCS #8
 */
public record TestingCertificate(KeyStore store, Path pem, Path key) {

    private static final String PASSWORD = "changeit";

    /**
     * @param subject as keytool's {@code -ext san=} takes it: {@code ip:127.0.0.1}
     */
    public static TestingCertificate create(Path folder, String name, String subject)
            throws IOException, InterruptedException, GeneralSecurityException {
        return create(folder, name, subject, "-startdate", "-1d");
    }

    /**
     * @param lasting as keytool takes it: {@code -startdate -3d -validity 1} makes one that has ended
     */
    public static TestingCertificate create(Path folder, String name, String subject, String... lasting)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = folder.resolve(name + ".p12");
        ProcessBuilder program = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it is over soon
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        program.command().addAll(List.of(lasting));
        Ended keytool = Ended.of(program);
        if (keytool.exit() != 0) {
            throw new IOException(keytool.output());
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Path pem = write(
                folder.resolve(name + ".pem"),
                "CERTIFICATE",
                store.getCertificate(name).getEncoded());
        Path key = write(
                folder.resolve(name + "-key.pem"),
                "PRIVATE KEY",
                store.getKey(name, PASSWORD.toCharArray()).getEncoded());
        return new TestingCertificate(store, pem, key);
    }

    private static Path write(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n");
    }

    /** Who shows this certificate, and trusts the other alone, whatever its name. */
    SSLContext trusting(TestingCertificate other) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "other", other.store.getCertificate(other.store.aliases().nextElement()));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    public ServerSocket unboundSocket() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context.getServerSocketFactory().createServerSocket();
    }
}
