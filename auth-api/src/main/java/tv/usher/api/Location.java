package tv.usher.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a denied viewer may go instead, such as a promotion channel: an absolute address with {@code http} or {@code https}, without a
 * user. It is short and plain enough to stand in a header as it is.
 */
public record Location(String address) {

    /** Of an address, in characters; more than that, some players don't follow. */
    public static final int MAX_LENGTH = 2048;

    /**
     * @throws IllegalArgumentException if it isn't such an address; the message never has it
     */
    public Location {
        if (!isPlain(address) || !isAbsolute(address)) {
            throw new IllegalArgumentException("is not an absolute http or https address of at most " + MAX_LENGTH
                    + " plain characters, without a user");
        }
    }

    /** As the constructor, by the name that bound values are read with. */
    public static Location parse(String text) {
        return new Location(text);
    }

    /** Empty if the text is no such address, for instance what somebody else sent. */
    public static Optional<Location> find(String text) {
        return isPlain(text) && isAbsolute(text) ? Optional.of(new Location(text)) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        return text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
    }

    private static boolean isAbsolute(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return web && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getPort() <= 65535;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Without the query, which may have a token. */
    @Override
    public String toString() {
        return address.replaceFirst("[?#].*", "");
    }
}
