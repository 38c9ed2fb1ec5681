package tv.usher.engine.management;

import java.nio.charset.StandardCharsets;

/** What a page answers. */
record PageContent(int status, String type, byte[] body) {

    static PageContent text(int status, String text) {
        return new PageContent(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
}
