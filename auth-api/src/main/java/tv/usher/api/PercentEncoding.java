package tv.usher.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Escapes for every place of an address: all bytes of the UTF-8 text but letters, digits and {@code - . _ ~} (RFC 3986). */
final class PercentEncoding {

    private PercentEncoding() {}

    /** What forms escape, with the three characters in which addresses differ from them. */
    static String of(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
