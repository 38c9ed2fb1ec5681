package tv.usher.bench;

import java.time.Duration;
import java.util.List;
import tv.usher.api.Secret;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.StoreKind;

/** The configuration's defaults, in memory. */
final class BenchSettings {

    private BenchSettings() {}

    static SessionSettings inMemory(int maxSessions) {
        return new SessionSettings(
                StoreKind.MEMORY,
                Secret.of("redis://127.0.0.1"),
                Duration.ofSeconds(60),
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                OverLimit.DENY_NEWEST,
                Duration.ofSeconds(10),
                Follow.ADDRESS_AGENT,
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                true,
                List.of("token"),
                maxSessions,
                100_000,
                100_000,
                Duration.ZERO);
    }
}
