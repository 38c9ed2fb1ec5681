package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Key;

/** A session whose media servers can be told to cut it. The others have no room for that, since there may be a million of them. */
final class ConnectedSession extends Session {

    private final int textAtFirst;
    private volatile List<ServerConnection> connections;

    /**
     * @param connections at least one
     */
    ConnectedSession(
            Key key,
            @Nullable Key followKey,
            Origin origin,
            Grant grant,
            Playback playback,
            Traits traits,
            Times times,
            List<ServerConnection> connections) {
        super(key, followKey, origin, grant, playback, traits, times);
        this.connections = List.copyOf(connections);
        this.textAtFirst =
                connections.stream().mapToInt(one -> one.id().length()).sum();
    }

    @Override
    public List<ServerConnection> connections() {
        return connections;
    }

    @Override
    boolean isPlayedBy(ServerConnection connection) {
        return !connections.contains(connection) && add(List.of(connection));
    }

    @Override
    void inherits(Session former) {
        add(former.connections());
    }

    private synchronized boolean add(List<ServerConnection> others) {
        List<ServerConnection> all = new ArrayList<>(connections);
        for (ServerConnection other : others) {
            if (!all.contains(other)) {
                all.add(0, other);
            }
        }
        boolean grown = all.size() > connections.size();
        connections = List.copyOf(all.subList(0, Math.min(all.size(), ServerConnection.MOST)));
        return grown;
    }

    @Override
    int textLength() {
        return super.textLength() + textAtFirst;
    }
}
