package tv.usher.daemon.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Pairs of names and values as in a query, in the order in which they are added. */
public final class Form {

    private final StringJoiner pairs = new StringJoiner("&");

    /** Text as a value, or as one segment of a path. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Adds nothing if there is no value. */
    public Form with(String name, @Nullable String value) {
        if (value != null) {
            pairs.add(name + '=' + encode(value));
        }
        return this;
    }

    /** Adds what is there only if it isn't empty, as it is. */
    public Form withRaw(String text) {
        if (!text.isEmpty()) {
            pairs.add(text);
        }
        return this;
    }

    @Override
    public String toString() {
        return pairs.toString();
    }
}
