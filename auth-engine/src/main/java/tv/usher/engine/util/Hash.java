package tv.usher.engine.util;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A hash function that every JDK has. Weak ones are the choice of a format or a program, not ours. */
public enum Hash {
    MD5("MD5"),
    SHA1("SHA-1"),
    SHA256("SHA-256"),
    SHA384("SHA-384"),
    SHA512("SHA-512");

    private final String jdkName;

    Hash(String jdkName) {
        this.jdkName = jdkName;
    }

    public byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(jdkName).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + jdkName, e);
        }
    }

    /** Of the text's UTF-8, in lower-case hexadecimal, as {@code sha256sum} prints it. */
    public String hex(String text) {
        return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param key at least one byte
     */
    public byte[] hmac(byte[] key, byte[] bytes) {
        String name = "Hmac" + jdkName.replace("-", "");
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key, name));
            return mac.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has " + name, e);
        }
    }

    /** As in {@code sha256}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
