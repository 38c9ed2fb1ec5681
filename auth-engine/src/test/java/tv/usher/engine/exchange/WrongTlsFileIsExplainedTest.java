package tv.usher.engine.exchange;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.exchange.tls.Tls;
import tv.usher.engine.exchange.tls.TlsSettings;

class WrongTlsFileIsExplainedTest {

    @TempDir
    static Path folder;

    private static TestingCertificates certificates;
    private static TestingCertificates.Identity rsa;

    @BeforeAll
    static void makeCertificate() {
        certificates = new TestingCertificates(folder);
        rsa = certificates.selfSigned("rsa", "RSA", "dns:usher");
    }

    private static void expect(TlsSettings settings, String message) {
        assertThatThrownBy(() -> new Tls(Optional.of(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static TlsSettings ca(Path file) {
        return new TlsSettings(Optional.of(file), Optional.empty(), Optional.empty());
    }

    private static TlsSettings client(Path certificate, Path key) {
        return new TlsSettings(Optional.empty(), Optional.of(certificate), Optional.of(key));
    }

    @Test
    void authorities() {
        Path missing = folder.resolve("missing.pem");
        expect(ca(missing), "tls.ca: " + missing + " doesn't exist");

        expect(ca(folder), "tls.ca: " + folder + " can't be read");

        Path empty = certificates.write("empty.pem", "");
        expect(ca(empty), "tls.ca: " + empty + " has no certificate (-----BEGIN CERTIFICATE-----)");

        expect(ca(rsa.key()), "tls.ca: " + rsa.key() + " has no certificate (-----BEGIN CERTIFICATE-----)");

        Path damaged =
                certificates.write("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        expect(ca(damaged), "tls.ca: " + damaged + " has a certificate that can't be read");

        Path cut = certificates.write("cut.pem", rsa.certificatePem().substring(0, 200));
        expect(ca(cut), "tls.ca: " + cut + " has no certificate (-----BEGIN CERTIFICATE-----)");

        Path huge = certificates.write("huge.pem", "x".repeat(1_000_001));
        expect(ca(huge), "tls.ca: " + huge + " is too large for a PEM file");
    }

    @Test
    void keys() {
        Path certificate = rsa.certificate();

        expect(
                client(certificate, certificate),
                "tls.key: " + certificate + " has no key (-----BEGIN PRIVATE KEY-----)");

        Path otherKey = certificates.keyAlone("RSA");
        expect(client(certificate, otherKey), "tls.key: " + otherKey + " doesn't belong to the certificate");

        Path otherKind = certificates.keyAlone("EC");
        expect(
                client(certificate, otherKind),
                "tls.key: " + otherKind + " has a key that can't be read, or of another kind than the certificate's");

        Path pkcs1 =
                certificates.write("pkcs1.key", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----");
        expect(
                client(certificate, pkcs1),
                "tls.key: " + pkcs1 + " isn't PKCS #8; convert it with 'openssl pkcs8 -topk8 -nocrypt'");

        Path encrypted = certificates.write(
                "encrypted.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----");
        expect(
                client(certificate, encrypted),
                "tls.key: " + encrypted + " is encrypted; decrypt it with 'openssl pkcs8 -topk8 -nocrypt'");

        Path damaged = certificates.write("damaged.key", "-----BEGIN PRIVATE KEY-----\nAAA\n-----END PRIVATE KEY-----");
        expect(
                client(certificate, damaged),
                "tls.key: " + damaged + " has a key that can't be read, or of another kind than the certificate's");
    }
}
