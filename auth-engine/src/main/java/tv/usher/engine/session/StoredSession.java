package tv.usher.engine.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Key;

/**
 * A session as it leaves the process: what a store keeps and operators see. Moments are milliseconds of the wall clock since 1970.
 *
 * @param followKey   null if requests without a token don't follow it
 * @param limited     counts against the number of sessions that its user may have
 * @param validUntil  later than the grant's end for a viewer who is kept through an outage
 * @param idleTimeout milliseconds
 * @param ownSeen     the last request that was nobody else's
 * @param askedOnce   by a caller that doesn't ask about each request
 * @param named       false: it counts, and answers no request
 * @param tokens      hashes of what it was let in with
 * @param connections at media servers that can be told to cut them, the newest first
 */
public record StoredSession(
        Key key,
        @Nullable Key followKey,
        Origin origin,
        String user,
        String name,
        Session.Playback playback,
        boolean verified,
        boolean limited,
        long began,
        long lastSeen,
        long grantEnds,
        long validUntil,
        long idleTimeout,
        long ownSeen,
        boolean askedOnce,
        boolean named,
        List<Long> tokens,
        List<ServerConnection> connections) {

    public StoredSession {
        tokens = List.copyOf(tokens);
        connections = List.copyOf(connections);
    }

    /** Milliseconds from one time that a shared store is told of it to the next, while it is seen. */
    public long reportedEvery() {
        return ReportTurns.every(limited || !origin.limits().isEmpty(), idleTimeout * 1_000_000) / 1_000_000;
    }

    /** The same session, last seen at another moment. */
    public StoredSession seenAt(long moment) {
        return new StoredSession(
                key,
                followKey,
                origin,
                user,
                name,
                playback,
                verified,
                limited,
                began,
                moment,
                grantEnds,
                validUntil,
                idleTimeout,
                moment,
                askedOnce,
                named,
                tokens,
                connections);
    }

    Session.Traits traits() {
        return new Session.Traits(verified, limited, askedOnce, named, tokens);
    }

    /** As {@link Session#reconnectKeys}. */
    public List<Key> reconnectKeys() {
        return askedOnce ? ReconnectKey.ofEach(tokens, playback.client(), playback.channel()) : List.of();
    }

    /** As {@link Session#playsOn}. */
    public boolean playsOn() {
        return askedOnce && connections.isEmpty();
    }

    /** The limits of the configuration that count it. */
    public List<CountedLimit> countedBy() {
        return CountedLimit.of(origin, user, tokens, playback);
    }

    /** Whose it is; only if {@link #user} isn't empty. */
    public UserId userId() {
        return new UserId(origin.backend(), user);
    }

    public boolean isOf(UserId whom) {
        return user.equals(whom.user()) && origin.backend().equals(whom.backend());
    }
}
