package tv.usher.engine.check.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import tv.usher.engine.tls.PemFile;

/** Public keys in PEM: {@code PUBLIC KEY}, or those of a {@code CERTIFICATE}, whose dates and issuer don't count. */
final class PublicKeysPem {

    private PublicKeysPem() {}

    /**
     * @throws IllegalArgumentException if there is a private key, or one that can't be read; the message continues a sentence about the file
     */
    static List<PublicKey> read(String text) {
        List<PublicKey> keys = new ArrayList<>();
        Matcher block = PemFile.BLOCK.matcher(text);
        while (block.find()) {
            String kind = block.group(1);
            if (kind.contains("PRIVATE")) {
                throw new IllegalArgumentException("has a private key, with which anybody could sign; only public ones"
                        + " belong there: openssl pkey -pubout");
            }
            keys.add(key(kind, Base64.getMimeDecoder().decode(block.group(2))));
        }
        return keys;
    }

    private static PublicKey key(String kind, byte[] der) {
        try {
            if (kind.equals("CERTIFICATE")) {
                return CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der))
                        .getPublicKey();
            }
            for (String algorithm : List.of("RSA", "EC", Ed25519Verifier.CURVE)) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
                } catch (GeneralSecurityException e) {
                    // of another kind
                }
            }
        } catch (GeneralSecurityException e) {
            // told below
        }
        throw new IllegalArgumentException("has a " + kind + " that can't be read; known are RSA, EC and Ed25519");
    }
}
