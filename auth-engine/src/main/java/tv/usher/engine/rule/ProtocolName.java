package tv.usher.engine.rule;

import java.util.Locale;

/**
 * A streaming protocol in a condition. Callers have their own names for protocols, so any name is taken.
 *
 * @param name in lower case
 */
public record ProtocolName(String name) {

    /**
     * @throws IllegalArgumentException if the text can't be the name of a protocol
     */
    public static ProtocolName parse(String text) {
        if (!text.matches("[A-Za-z0-9._+-]{1,32}")) {
            throw new IllegalArgumentException("is not the name of a protocol, as in hls");
        }
        return new ProtocolName(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }
}
