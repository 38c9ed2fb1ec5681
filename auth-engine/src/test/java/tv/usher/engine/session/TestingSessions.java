package tv.usher.engine.session;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
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
        return settings(
                StoreKind.MEMORY,
                "redis://127.0.0.1:1",
                overLimit,
                follow,
                maxSessions,
                maxDenials,
                maxBans,
                Duration.ZERO);
    }

    /** The defaults, but for the store. */
    static SessionSettings settings(StoreKind store) {
        return settings(
                store,
                "redis://127.0.0.1:1",
                OverLimit.DENY_NEWEST,
                Follow.ADDRESS_AGENT,
                1_000,
                1_000,
                1_000,
                Duration.ZERO);
    }

    /** The defaults, but for these. */
    public static SessionSettings edge(Follow follow, Duration edgeCache) {
        return settings(
                StoreKind.MEMORY, "redis://127.0.0.1:1", OverLimit.DENY_NEWEST, follow, 1_000, 1_000, 1_000, edgeCache);
    }

    /** The defaults, but for the store, which is that Redis. */
    public static SessionSettings sharedBy(String redis, OverLimit overLimit) {
        return settings(StoreKind.REDIS, redis, overLimit, Follow.ADDRESS_AGENT, 1_000, 1_000, 1_000, Duration.ZERO);
    }

    private static SessionSettings settings(
            StoreKind store,
            String redis,
            OverLimit overLimit,
            Follow follow,
            int maxSessions,
            int maxDenials,
            int maxBans,
            Duration edgeCache) {
        return new SessionSettings(
                store,
                Secret.of(redis),
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

    /**
     * @param problem of their store; it gives null while there is none
     */
    public static Sessions withStoreProblem(SessionMetrics metrics, Supplier<String> problem) {
        return new Sessions(settings(), Clock.SYSTEM, new TestingStore().problem(problem), metrics);
    }
}
