package tv.usher.engine.dialect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import tv.usher.api.Secret;
import tv.usher.engine.util.Hash;

/** {@code X-OME-Signature}: HMAC-SHA1 of the body's bytes in base64url, with or without padding. */
final class OmeSignature {

    private final byte[] key;

    OmeSignature(Secret secret) {
        this.key = secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** Takes the same time wherever the two differ. */
    boolean isOf(byte[] body, String signature) {
        int end = signature.length();
        while (end > 0 && signature.charAt(end - 1) == '=') {
            end--;
        }
        try {
            byte[] given = Base64.getUrlDecoder().decode(signature.substring(0, end));
            return MessageDigest.isEqual(Hash.SHA1.hmac(key, body), given);
        } catch (IllegalArgumentException e) { // no base64url
            return false;
        }
    }
}
