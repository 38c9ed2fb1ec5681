package tv.usher.engine.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.api.QueryString;
import tv.usher.engine.net.Cidr;

/**
 * A share of all viewers. It has the same viewers on every node and after every restart; a larger share has all viewers of a smaller one.
 *
 * @param percent of viewers, 1 to 100
 */
public record Rollout(int percent) {

    /** A viewer without an address and a token, who looks like any other. */
    static final int UNKNOWN = -1;

    static final int UNASKED = -2;

    /**
     * @throws IllegalArgumentException if the text is no whole number from 1 to 100
     */
    public static Rollout parse(String text) {
        if (!text.matches("[1-9][0-9]?|100")) {
            throw new IllegalArgumentException("is not a whole number from 1 to 100");
        }
        return new Rollout(Integer.parseInt(text));
    }

    /** Whether a viewer with this place belongs to the share. */
    boolean contains(int place) {
        return place >= 0 && place < percent;
    }

    /**
     * A viewer's place, 0 to 99 or {@link #UNKNOWN}. It follows from the customer's address if that is known, since requests for
     * segments have no token, and privacy addresses change; else from the token.
     *
     * @param client null if unknown
     * @param tokens the names of the parameters that identify a viewer
     */
    static int of(@Nullable Cidr client, QueryString query, List<String> tokens) {
        if (client != null) {
            return place(client.network().customer().toString());
        }
        StringBuilder shown = new StringBuilder();
        tokens.forEach(token -> shown.append(query.pairs(token)));
        return shown.isEmpty() ? UNKNOWN : place(shown);
    }

    /** FNV-1a and the finaliser of MurmurHash3, without a secret: all nodes must agree, and a place gives a viewer no advantage. */
    private static int place(CharSequence text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return (int) Long.remainderUnsigned(hash ^ hash >>> 33, 100);
    }

    @Override
    public String toString() {
        return Integer.toString(percent);
    }
}
