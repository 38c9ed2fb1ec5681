package tv.usher.engine.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.engine.util.UnusableFile;

/** Certificates and keys in PEM files. Each method throws {@link UnusableFile}, which says what is wrong. */
public final class PemFile {

    private static final long LARGEST = 1_000_000;

    /** What stands in a file of this form: its kind, and base64. */
    public static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private PemFile() {}

    /** At least one. */
    public static List<X509Certificate> certificates(String key, Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(read(key, file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(key, file, block.group()));
            }
        }
        if (certificates.isEmpty()) {
            throw problem(key, file, "has no certificate (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    private static X509Certificate certificate(String key, Path file, String pem) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw problem(key, file, "has a certificate that can't be read");
        }
    }

    /** The key that belongs to the public key. */
    static PrivateKey privateKey(String key, Path file, PublicKey owner) {
        Matcher block = BLOCK.matcher(read(key, file));
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return privateKey(key, file, block.group(2), owner);
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw problem(key, file, "is encrypted; decrypt it with 'openssl pkcs8 -topk8 -nocrypt'");
                case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
                    throw problem(key, file, "isn't PKCS #8; convert it with 'openssl pkcs8 -topk8 -nocrypt'");
                default -> {} // a certificate, or what nobody needs
            }
        }
        throw problem(key, file, "has no key (-----BEGIN PRIVATE KEY-----)");
    }

    private static PrivateKey privateKey(String key, Path file, String base64, PublicKey owner) {
        String algorithm = owner.getAlgorithm();
        if (!SIGNATURES.containsKey(algorithm)) {
            throw problem(
                    key, file, "belongs to a certificate with a " + algorithm + " key; known are RSA, EC and Ed25519");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            PrivateKey read = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (isPair(read, owner)) {
                return read;
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw problem(key, file, "has a key that can't be read, or of another kind than the certificate's");
        }
        throw problem(key, file, "doesn't belong to the certificate");
    }

    private static boolean isPair(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        byte[] sample = {1, 2, 3};
        Signature signature = Signature.getInstance(SIGNATURES.get(owner.getAlgorithm()));
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(sample);
        return signature.verify(signed);
    }

    /** Notes what {@code read} says of a file that can't be used. */
    public static void tryTo(Runnable read, List<UnusableFile> unusable) {
        try {
            read.run();
        } catch (UnusableFile e) {
            unusable.add(e);
        }
    }

    /** What stands in it, whatever that is. */
    static String read(String key, Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw problem(key, file, "is too large for a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw problem(key, file, "doesn't exist");
        } catch (AccessDeniedException e) {
            throw problem(key, file, "can't be read: permission denied");
        } catch (IOException e) {
            throw problem(key, file, "can't be read");
        }
    }

    private static UnusableFile problem(String key, Path file, String what) {
        return new UnusableFile(key, file + " " + what);
    }
}
