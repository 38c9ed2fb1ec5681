package tv.usher.engine.check;

import java.nio.charset.StandardCharsets;
import tv.usher.api.Secret;

/** What a link signs, as requests have texts: one character for each byte. */
final class LinkText {

    private LinkText() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One character for each byte of the secret's UTF-8. */
    static String of(Secret secret) {
        return new String(secret.reveal().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
