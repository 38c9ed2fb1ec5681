package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One connection at a media server, by which it can be told to cut it. As text it is one line.
 *
 * @param server the address that the media server asks from
 * @param id     how the server's API names the connection, in the words of its dialect; printable ASCII
 */
public record ServerConnection(String server, String id) {

    /** The longest id; a longer one is somebody's invention. */
    public static final int LONGEST_ID = 320;

    /** Several players may share one token, address and stream; of more connections the oldest are taken as over. */
    static final int MOST = 8;

    /**
     * @throws IllegalArgumentException if one of the two is no such text
     */
    public ServerConnection {
        if (!isPlain(server) || server.indexOf(' ') >= 0 || !isPlain(id) || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("no connection of a media server");
        }
    }

    /** For stores; empty if there is none. */
    public static String text(List<ServerConnection> connections) {
        return String.join(
                "\n",
                connections.stream()
                        .map(connection -> connection.server + ' ' + connection.id)
                        .toList());
    }

    /** The connections of such a {@link #text}; what isn't one is left out. */
    public static List<ServerConnection> listOf(String text) {
        List<ServerConnection> connections = new ArrayList<>();
        for (String line : text.split("\n", MOST + 1)) {
            if (connections.size() < MOST) {
                of(line).ifPresent(connections::add);
            }
        }
        return List.copyOf(connections);
    }

    private static Optional<ServerConnection> of(String line) {
        int end = line.indexOf(' ');
        try {
            return end < 0
                    ? Optional.empty()
                    : Optional.of(new ServerConnection(line.substring(0, end), line.substring(end + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }
}
