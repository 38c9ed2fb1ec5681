package tv.usher.engine.check;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A password's PBKDF2-HMAC-SHA256, written {@code pbkdf2-sha256:ITERATIONS:SALT:HASH}, the last two in lower-case hexadecimal. */
public final class PasswordHash {

    /** As OWASP's Password Storage Cheat Sheet says for this function. */
    public static final int ITERATIONS = 600_000;

    private static final int MIN_ITERATIONS = 10_000;
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2-sha256:([1-9][0-9]{0,8}):((?:[0-9a-f]{2}){16,64}):([0-9a-f]{64})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /**
     * Takes long, in proportion to the iterations.
     *
     * @throws IllegalArgumentException if the password is empty, or the number of iterations is too low or too high
     */
    public static PasswordHash of(String password, int iterations, SecureRandom random) {
        if (!isPassword(password)) {
            throw new IllegalArgumentException("the password is empty or has a NUL");
        }
        requireUsual(iterations);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(iterations, salt, derive(password, salt, iterations));
    }

    /**
     * @throws IllegalArgumentException if the text is no such hash; the message doesn't contain the text
     */
    public static PasswordHash parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("password is not a hash that 'usher hash-password' has printed");
        }
        int iterations = Integer.parseInt(form.group(1));
        requireUsual(iterations);
        HexFormat hex = HexFormat.of();
        return new PasswordHash(iterations, hex.parseHex(form.group(2)), hex.parseHex(form.group(3)));
    }

    /** Takes the same long time for every password. */
    boolean matches(String password) {
        return isPassword(password) && MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    /** The hash as it is configured. */
    public String text() {
        HexFormat hex = HexFormat.of();
        return "pbkdf2-sha256:" + iterations + ':' + hex.formatHex(salt) + ':' + hex.formatHex(hash);
    }

    @Override
    public String toString() {
        return "PasswordHash[***]";
    }

    /** HMAC ignores NULs at the end of a key. */
    private static boolean isPassword(String text) {
        return !text.isEmpty() && text.indexOf(0) < 0;
    }

    private static void requireUsual(int iterations) {
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException(
                    "a password needs " + MIN_ITERATIONS + " to " + MAX_ITERATIONS + " iterations");
        }
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
