package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIsAlwaysVerifiedTest {

    private static final String TRUSTED = "javax.net.ssl.trustStore";
    private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final String PASSWORD = "testing";

    @TempDir
    private Path folder;

    private RedisServer redis;

    @BeforeEach
    void start() throws IOException, InterruptedException, GeneralSecurityException {
        Path store = certificateFor("ip:127.0.0.1");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] key = keys.getKey("redis", PASSWORD.toCharArray()).getEncoded();
        Path certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
        redis = RedisServer.startTls(certificate, pem("PRIVATE KEY", key));
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUSTED);
        System.clearProperty(TRUSTED_PASSWORD);
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void trustedCertificateOfThatNameIsAccepted() {
        trustTheCertificate();
        try (TestingNode node = TestingNode.of(redis.tlsAddress("127.0.0.1"), folder)) {
            assertThat(node.inStep().store().problem()).isEmpty();
        }
    }

    @Test
    void certificateOfAnotherNameIsRefused() {
        trustTheCertificate();
        assertRefused("localhost");
    }

    @Test
    void certificateThatNobodyVouchesForIsRefused() {
        assertRefused("127.0.0.1");
    }

    private void trustTheCertificate() {
        System.setProperty(TRUSTED, folder.resolve("redis.p12").toString());
        System.setProperty(TRUSTED_PASSWORD, PASSWORD);
    }

    private void assertRefused(String host) {
        try (TestingNode node = TestingNode.of(redis.tlsAddress(host), folder)) {
            TestingNode.eventually(
                    () -> node.store().problem().equals(Optional.of("TLS failed, or its certificate isn't valid")));
        }
    }

    private Path certificateFor(String name) throws IOException, InterruptedException {
        Path store = folder.resolve("redis.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return store;
    }

    private Path pem(String type, byte[] encoded) throws IOException {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return Files.writeString(
                folder.resolve(type.replace(' ', '-') + ".pem"),
                "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n");
    }
}
