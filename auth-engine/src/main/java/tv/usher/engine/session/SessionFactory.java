package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Makes sessions, of a grant or of what a store kept. Thread-safe. */
final class SessionFactory {

    /** A longer name of a channel is somebody's invention, and would be kept although its session is over. */
    private static final int LONGEST_SHARED = 200;

    /** A session that is renewed again and again is older than any grant. */
    private static final long OLDEST_NANOS = Duration.ofDays(3650).toNanos();

    private final Clock clock;
    private final Lifetimes lifetimes;
    private final Interner<Origin> origins = new Interner<>();
    private final Interner<String> channels = new Interner<>();

    SessionFactory(Clock clock, Lifetimes lifetimes) {
        this.clock = clock;
        this.lifetimes = lifetimes;
    }

    /** Only of a named viewing, or of one that is counted. */
    Session of(Viewing viewing, Origin origin, Grant grant, boolean verified, Duration idleTimeout, long now) {
        Duration lifetime = lifetimes.of(grant, verified);
        ServerConnection connection = viewing.connection();
        return session(
                viewing.isNamed() ? viewing.key() : viewing.countedKey(origin.backend(), grant.user()),
                viewing.followKey().orElse(null),
                origin,
                grant,
                viewing.playback(),
                new Session.Traits(
                        verified,
                        CountedSessions.isLimited(grant),
                        viewing.isAskedOnce(),
                        viewing.isNamed(),
                        viewing.tokens()),
                verified
                        ? lifetimes.from(now, lifetime, idleTimeout)
                        : lifetimes.unverified(now, lifetime, idleTimeout),
                connection == null ? List.of() : List.of(connection));
    }

    /** The session counts as seen now: while this process didn't run, no caller could ask. */
    Session of(StoredSession stored) {
        Clock.Look look = clock.look();
        long most = lifetimes.longestNanos();
        long grantEnds = look.fromWall(stored.grantEnds(), most);
        Session.Times times = new Session.Times(
                look.fromWall(stored.began(), stored.began() < look.wallNow() ? OLDEST_NANOS : most),
                look.now(),
                grantEnds,
                look.fromWall(stored.validUntil(), most),
                stored.verified() ? Lifetimes.refreshAt(look.now(), grantEnds) : look.now(),
                stored.idleTimeout() * 1_000_000);
        return session(
                stored.key(),
                stored.followKey(),
                stored.origin(),
                Grant.lasting(Duration.ZERO).user(stored.user()).sessionName(stored.name()),
                stored.playback(),
                stored.traits(),
                times,
                stored.connections());
    }

    /** The last request that was nobody else's, which {@link #of(StoredSession)} leaves out. */
    long ownSeen(StoredSession stored) {
        return clock.fromWall(stored.ownSeen(), lifetimes.longestNanos());
    }

    private Session session(
            Key key,
            @Nullable Key followKey,
            Origin origin,
            Grant grant,
            Session.Playback playback,
            Session.Traits traits,
            Session.Times times,
            List<ServerConnection> connections) {
        Origin shared = origins.same(origin);
        Session.Playback sharing = sharing(playback);
        return connections.isEmpty() && traits.tokens().size() <= 1
                ? new Session(key, followKey, shared, grant, sharing, traits, times)
                : new LargeSession(key, followKey, shared, grant, sharing, traits, times, connections);
    }

    private Session.Playback sharing(Session.Playback playback) {
        String channel = playback.channel();
        boolean mayRecur = channel.length() <= LONGEST_SHARED;
        return new Session.Playback(playback.client(), playback.agent(), mayRecur ? channels.same(channel) : channel);
    }
}
