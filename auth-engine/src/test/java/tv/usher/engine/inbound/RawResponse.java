package tv.usher.engine.inbound;

import java.util.Locale;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param head status line and headers
 */
public record RawResponse(String head, String body) {

    public int status() {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }

    /** The first header of that name, in any case. */
    public Optional<String> header(String name) {
        return head.lines()
                .skip(1)
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** True if the answer announces that it is the connection's last. */
    public boolean isLast() {
        return header("connection").filter("close"::equalsIgnoreCase).isPresent();
    }
}
