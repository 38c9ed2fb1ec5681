package tv.usher.bench;

import java.time.Duration;
import java.util.List;
import tv.usher.api.Secret;
import tv.usher.engine.dialect.Dialects;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.dialect.IdentitySettings;
import tv.usher.engine.session.CookieBinding;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionListener;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.StoreKind;
import tv.usher.engine.util.Clock;

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
                CookieBinding.ADDRESS,
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                true,
                List.of("token"),
                maxSessions,
                100_000,
                100_000,
                Duration.ZERO,
                10_000,
                10,
                Duration.ZERO);
    }

    /** Of which nobody hears. */
    static Sessions sessions(SessionSettings settings, SessionStore store, SessionMetrics metrics) {
        return new Sessions(settings, Clock.system(), store, metrics, SessionListener.NONE, backend -> false);
    }

    static Dialects dialects(SessionSettings sessions) {
        DialectsSettings settings = BenchRules.config("- {then: allow}").dialects();
        return new Dialects(sessions, settings, new IdentitySettings(List.of()), List.of(), () -> Secret.of("own"));
    }
}
