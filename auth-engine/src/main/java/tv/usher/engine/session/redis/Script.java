package tv.usher.engine.session.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** A script that Redis runs atomically. Each file documents its arguments and its answer. */
enum Script {
    CLOCK,
    FIND,
    ADMIT,
    RELEASE,
    PUT,
    SEEN,
    PROLONG,
    REMOVE,
    BAN,
    LIFT,
    KICK,
    SESSIONS_OF,
    MAKE_ROOM,
    TAKE_CODE;

    private final String text;
    private final String digest;

    Script() {
        this.text = read("common") + read(name().toLowerCase(Locale.ROOT));
        this.digest = sha1(text);
    }

    String text() {
        return text;
    }

    /** The hash by which Redis finds the script. */
    String digest() {
        return digest;
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-1", e);
        }
    }
}
