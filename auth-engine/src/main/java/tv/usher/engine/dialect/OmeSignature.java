package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.usher.api.Secret;

/** {@code X-OME-Signature}: HMAC-SHA1 of the body's bytes in base64url, with or without padding. */
final class OmeSignature {

    private static final String ALGORITHM = "HmacSHA1";

    private final SecretKeySpec key;

    OmeSignature(Secret secret) {
        this.key = new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Takes the same time wherever the two differ. */
    boolean isOf(byte[] body, String signature) {
        int end = signature.length();
        while (end > 0 && signature.charAt(end - 1) == '=') {
            end--;
        }
        try {
            byte[] given = Base64.getUrlDecoder().decode(signature.substring(0, end));
            return MessageDigest.isEqual(hash(body), given);
        } catch (IllegalArgumentException e) { // no base64url
            return false;
        }
    }

    private byte[] hash(byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM); // not thread-safe
            mac.init(key);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
