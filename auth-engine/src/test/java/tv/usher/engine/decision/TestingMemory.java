package tv.usher.engine.decision;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import tv.usher.engine.session.Clock;
import tv.usher.engine.session.LimitSettings;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.Viewings;

/** Memories of sessions that no store keeps. */
public final class TestingMemory {

    private TestingMemory() {}

    public static Memory remembering() {
        return remembering(TestingSessions.settings(), Clock.SYSTEM, Map.of());
    }

    public static Memory remembering(SessionSettings settings, Clock clock, Map<String, LimitSettings> limits) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        return remembering(settings, clock, limits, TestingSessions.inMemory(settings, clock, metrics), metrics);
    }

    /** Takes over what the store keeps. */
    public static Memory remembering(SessionSettings settings, Clock clock, SessionStore store) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Sessions sessions = new Sessions(settings, clock, store, metrics);
        sessions.open();
        return remembering(settings, clock, Map.of(), sessions, metrics);
    }

    private static Memory remembering(
            SessionSettings settings,
            Clock clock,
            Map<String, LimitSettings> limits,
            Sessions sessions,
            SessionMetrics metrics) {
        Viewings viewings = new Viewings(TestingSessions.keyHash(), settings);
        return new Memory(sessions, viewings, settings, metrics, new EqualQuestions(), limits, Map.of(), clock.nanos());
    }
}
