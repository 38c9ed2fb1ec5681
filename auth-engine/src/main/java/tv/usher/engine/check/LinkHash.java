package tv.usher.engine.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tv.usher.api.Secret;

/** A hash function that links are signed with. Which one is the format's choice, not ours. */
public enum LinkHash {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private final String jdkName;

    LinkHash(String jdkName) {
        this.jdkName = jdkName;
    }

    byte[] digest(byte[] signed) {
        try {
            return MessageDigest.getInstance(jdkName).digest(signed);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + jdkName, e);
        }
    }

    byte[] hmac(byte[] key, byte[] signed) {
        String name = "Hmac" + jdkName.replace("-", "");
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + name, e);
        }
    }

    /** The bytes that a secret is as text. */
    static byte[] bytes(Secret secret) {
        return secret.reveal().getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes of a request's text, which has one character for each. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A secret as requests have texts: one character for each of its bytes. */
    static String text(Secret secret) {
        return new String(bytes(secret), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
