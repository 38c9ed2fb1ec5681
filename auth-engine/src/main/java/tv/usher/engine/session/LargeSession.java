package tv.usher.engine.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Key;

/**
 * A session whose media servers can be told to cut it, or whose viewer shows several tokens. The others have no room for that, since there may
 * be a million of them.
 */
final class LargeSession extends Session {

    private final List<Long> tokens;
    private final int textAtFirst;
    private volatile List<ServerConnection> connections;

    LargeSession(
            Key key,
            @Nullable Key followKey,
            Origin origin,
            Grant grant,
            Playback playback,
            Traits traits,
            Times times,
            List<ServerConnection> connections) {
        super(key, followKey, origin, grant, playback, traits, times);
        this.tokens = traits.tokens();
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
    List<Long> tokens() {
        return tokens;
    }

    @Override
    boolean hasAnyOf(List<Long> others) {
        return !Collections.disjoint(tokens, others);
    }

    /** A viewer may have made up many tokens, and limits may count under each. */
    @Override
    int places() {
        return super.places() + Math.max(0, tokens.size() - 1);
    }

    @Override
    int textLength() {
        return super.textLength() + textAtFirst;
    }
}
