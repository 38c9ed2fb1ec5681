package tv.usher.engine.session.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tv.usher.engine.util.Hash;

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
    TAKE_OVER,
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
        this.digest = Hash.SHA1.hex(text);
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
}
