package tv.usher.bench;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Secret;
import tv.usher.engine.dialect.CesboSettings;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.dialect.FlussonicSettings;
import tv.usher.engine.dialect.MediamtxSettings;
import tv.usher.engine.dialect.NginxRtmpSettings;
import tv.usher.engine.dialect.OmeSettings;
import tv.usher.engine.dialect.Redirect;
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

    static DialectsSettings dialects() {
        Duration idle = Duration.ofHours(4);
        var once = new DialectsSettings.OnceWithApi(idle);
        var edge = new DialectsSettings.EveryRequest(Optional.empty(), List.of());
        return new DialectsSettings(
                new CesboSettings(idle, Redirect.X_LOCATION),
                edge,
                edge,
                edge,
                new FlussonicSettings(Duration.ofMinutes(10), Duration.ofMinutes(3), Duration.ofSeconds(10)),
                new MediamtxSettings(idle, List.of()),
                once,
                new OmeSettings(Optional.empty(), idle, List.of()),
                new NginxRtmpSettings(idle),
                once,
                once,
                new DialectsSettings.OncePerPlayback(idle));
    }
}
