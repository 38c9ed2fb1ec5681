package tv.usher.engine.decision;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/** Memories of sessions that no store keeps. */
public final class TestingContext {

    private TestingContext() {}

    public static SessionContext remembering() {
        return remembering(TestingSessions.settings(), Clock.system());
    }

    public static SessionContext remembering(SessionSettings settings, Clock clock) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        return remembering(settings, clock, TestingSessions.inMemory(settings, clock, metrics), metrics);
    }

    /** Takes over what the store keeps. */
    public static SessionContext remembering(SessionSettings settings, Clock clock, SessionStore store) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Sessions sessions = TestingSessions.of(settings, clock, store, metrics);
        sessions.open();
        return remembering(settings, clock, sessions, metrics);
    }

    private static SessionContext remembering(
            SessionSettings settings, Clock clock, Sessions sessions, SessionMetrics metrics) {
        Viewings viewings = new Viewings(TestingSessions.keyHash(), settings);
        OneTimeCodes codes = new OneTimeCodes(TestingSessions.keyHash(), settings.oneTimeCodes(), clock, sessions);
        return new SessionContext(sessions, viewings, settings, metrics, new Coalescer(), Map.of(), codes, clock);
    }
}
