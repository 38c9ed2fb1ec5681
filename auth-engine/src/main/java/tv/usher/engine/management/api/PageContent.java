package tv.usher.engine.management.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer of a page.
 *
 * @param type    of the body
 * @param headers in addition to those that every page has
 */
public record PageContent(int status, String type, byte[] body, Map<String, String> headers) {

    public PageContent(int status, String type, byte[] body) {
        this(status, type, body, Map.of());
    }

    public static PageContent text(int status, String text) {
        return text(status, text, Map.of());
    }

    public static PageContent text(int status, String text, Map<String, String> headers) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        return new PageContent(status, "text/plain; charset=utf-8", body, headers);
    }

    public static PageContent noContent() {
        return new PageContent(204, "", new byte[0]);
    }
}
