package tv.usher.daemon.call;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/** Pairs of names and values as in a query, in the order in which they are added. */
final class Form {

    private final StringJoiner pairs = new StringJoiner("&");

    Form with(String name, String value) {
        pairs.add(name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        return this;
    }

    /** Adds what is there only if it isn't empty, as it is. */
    Form withRaw(String text) {
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
