package tv.usher.engine.util;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes keys: HMAC-SHA-256 with the installation's secret, cut to 128 bits. The length of each text is hashed before it, so that different
 * lists of texts have different keys. Thread-safe.
 */
public final class KeyHash {

    /** Bytes that a secret should have. */
    public static final int SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Scratch> scratch;

    /** A new secret: for keys that this process alone uses, or to be stored. */
    public static byte[] randomSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /**
     * @param secret at least 16 bytes, the same for as long as keys should be the same
     */
    public KeyHash(byte[] secret) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("a secret of " + secret.length + " bytes is too short");
        }
        byte[] kept = secret.clone();
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(kept));
    }

    /**
     * @param secret at least 16 bytes, always the same; not asked for before the first key is made
     */
    public KeyHash(Supplier<byte[]> secret) {
        this.scratch = ThreadLocal.withInitial(() -> new Scratch(secret.get()));
    }

    /**
     * @param texts most of them with one character per byte, which is hashed as that byte
     */
    public Key of(String... texts) {
        return scratch.get().hash(texts);
    }

    /** The buffers of one thread, reused since every question needs them. */
    private static final class Scratch {

        private final Mac mac;
        private final byte[] digest = new byte[32];
        private byte[] bytes = new byte[512];

        Scratch(byte[] secret) {
            try {
                mac = Mac.getInstance(ALGORITHM);
                mac.init(new SecretKeySpec(secret, ALGORITHM));
            } catch (InvalidKeyException e) {
                throw new IllegalArgumentException(e);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("every JDK has " + ALGORITHM, e);
            }
        }

        Key hash(String... texts) {
            int length = 0;
            for (String text : texts) {
                length = append(text, length);
            }
            try {
                mac.update(bytes, 0, length);
                mac.doFinal(digest, 0);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("the digest fits", e);
            }
            return new Key(number(0), number(8));
        }

        private int append(String text, int at) {
            boolean wide = isWide(text);
            int end = at + 4 + text.length() * (wide ? 2 : 1);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * end);
            }
            int prefix = text.length() << 1 | (wide ? 1 : 0);
            for (int i = 0; i < 4; i++) {
                bytes[at + i] = (byte) (prefix >>> 8 * i);
            }
            for (int i = 0, to = at + 4; i < text.length(); i++) {
                bytes[to++] = (byte) text.charAt(i);
                if (wide) {
                    bytes[to++] = (byte) (text.charAt(i) >>> 8);
                }
            }
            return end;
        }

        /** Tokens are decoded and rules have any name, so not every character is one byte. */
        private static boolean isWide(String text) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) > 0xff) {
                    return true;
                }
            }
            return false;
        }

        private long number(int from) {
            long number = 0;
            for (int i = from; i < from + 8; i++) {
                number = number << 8 | digest[i] & 0xff;
            }
            return number;
        }
    }
}
