package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.KeyHash;

/** Sessions as tests want them. */
public final class TestingSessions {

    private TestingSessions() {}

    /** The defaults of the configuration, but for the store, which is memory. */
    public static SessionSettings settings() {
        return new TestingSettings().build();
    }

    public static SessionSettings settings(OverLimit overLimit, Follow follow, int maxSessions) {
        return new TestingSettings()
                .overLimit(overLimit)
                .follow(follow)
                .maxSessions(maxSessions)
                .build();
    }

    /** Known viewers go on for this long through an outage. */
    public static SessionSettings settings(OverLimit overLimit, int maxSessions, Duration keepKnown) {
        return new TestingSettings()
                .overLimit(overLimit)
                .maxSessions(maxSessions)
                .keepKnown(keepKnown)
                .build();
    }

    public static SessionSettings settings(
            OverLimit overLimit, Follow follow, int maxSessions, int maxDenials, int maxBans) {
        return new TestingSettings()
                .overLimit(overLimit)
                .follow(follow)
                .maxSessions(maxSessions)
                .maxDenials(maxDenials)
                .maxBans(maxBans)
                .build();
    }

    public static SessionSettings settings(StoreKind store) {
        return new TestingSettings().store(store).build();
    }

    public static SessionSettings edge(Follow follow, Duration edgeCache) {
        return new TestingSettings().follow(follow).edgeCache(edgeCache).build();
    }

    /** Kept in that Redis. */
    public static SessionSettings sharedBy(String redis, OverLimit overLimit) {
        return new TestingSettings().sharedBy(redis).overLimit(overLimit).build();
    }

    public static KeyHash keyHash() {
        return new KeyHash(new byte[KeyHash.SECRET_BYTES]);
    }

    public static Sessions of(SessionSettings settings, Clock clock, SessionStore store, SessionMetrics metrics) {
        return of(settings, clock, store, metrics, SessionListener.NONE);
    }

    /**
     * @param listener hears of each session that begins or ends here
     */
    public static Sessions of(
            SessionSettings settings,
            Clock clock,
            SessionStore store,
            SessionMetrics metrics,
            SessionListener listener) {
        return new Sessions(settings, clock, store, metrics, listener, backend -> false);
    }

    public static Sessions inMemory(SessionSettings settings, Clock clock, SessionMetrics metrics) {
        return of(settings, clock, new MemoryStore(), metrics);
    }

    /**
     * @param problem of their store; it gives null while there is none
     */
    public static Sessions withStoreProblem(SessionMetrics metrics, Supplier<String> problem) {
        return of(settings(), Clock.system(), new TestingStore().problem(problem), metrics);
    }

    /** A session of an edge's viewer who shows no token and shares no request. */
    public static StoredSession ofEdge(
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
            long idleTimeout) {
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
                lastSeen,
                grantEnds,
                validUntil,
                idleTimeout,
                lastSeen,
                false,
                true,
                List.of(),
                List.of());
    }
}
