package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import tv.usher.api.Secret;

/** Sessions as tests want them. */
public final class TestingSessions {

    private TestingSessions() {}

    /** The defaults of the configuration, but for the store, which is memory. */
    public static SessionSettings settings() {
        return settings(OverLimit.DENY_NEWEST, Follow.ADDRESS_AGENT, 1_000);
    }

    public static SessionSettings settings(OverLimit overLimit, Follow follow, int maxSessions) {
        return settings(overLimit, follow, maxSessions, 1_000, 1_000);
    }

    public static SessionSettings settings(
            OverLimit overLimit, Follow follow, int maxSessions, int maxDenials, int maxBans) {
        return settings(overLimit, follow, maxSessions, maxDenials, maxBans, Duration.ZERO);
    }

    /** The defaults, but for these. */
    public static SessionSettings edge(Follow follow, Duration edgeCache) {
        return settings(OverLimit.DENY_NEWEST, follow, 1_000, 1_000, 1_000, edgeCache);
    }

    private static SessionSettings settings(
            OverLimit overLimit, Follow follow, int maxSessions, int maxDenials, int maxBans, Duration edgeCache) {
        return new SessionSettings(
                StoreKind.MEMORY,
                Secret.of("redis://127.0.0.1:1"),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                overLimit,
                Duration.ofSeconds(10),
                follow,
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                true,
                List.of("token"),
                maxSessions,
                maxDenials,
                maxBans,
                edgeCache);
    }

    public static KeyHash keyHash() {
        return new KeyHash(new byte[KeyHash.SECRET_BYTES]);
    }

    public static Sessions inMemory(SessionSettings settings, Clock clock, SessionMetrics metrics) {
        return new Sessions(settings, clock, new MemoryStore(), metrics);
    }
}
