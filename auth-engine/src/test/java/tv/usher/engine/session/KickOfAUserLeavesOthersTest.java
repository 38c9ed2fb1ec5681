package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** Several users may show one token, such as an app's. A kick of one of them doesn't ban it, whichever Usher it was ordered at. */
class KickOfAUserLeavesOthersTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Viewing ANNAS = TestingViewings.of("203.0.113.7", "/live/ch1/", "APP");
    private static final Viewing BERTS = TestingViewings.of("198.51.100.9", "/live/ch1/", "APP");

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final Sessions sessions = TestingSessions.of(
            new TestingSettings().build(), clock, store, new SessionMetrics(new PrometheusRegistry()));

    @BeforeEach
    void bothWatch() {
        sessions.open();
        TestingViewings.admit(sessions, ANNAS, TestingViewings.grant("anna", 3));
        TestingViewings.admit(sessions, BERTS, TestingViewings.grant("bert", 3));
    }

    @Test
    void orderedHere() {
        // When
        sessions.revocations().kick(ANNA, TestingKicks.of(HOUR));

        // Then
        assertThatOnlyAnnaIsOut();
    }

    @Test
    void orderedElsewhere() {
        // When
        BanOrder order = new BanOrder("00c0ffee00aa", clock.wallNow(), "", "", "", ANNA);
        store.others().kicked(ANNA, HOUR, clock.wallNow(), order);

        // Then
        assertThatOnlyAnnaIsOut();
    }

    private void assertThatOnlyAnnaIsOut() {
        assertThat(sessions.peek(ANNAS, clock.now())).isNull();
        assertThat(sessions.refused(ANNAS, clock.now())).isNotNull();
        assertThat(sessions.peek(BERTS, clock.now())).isNotNull();
        assertThat(sessions.refused(BERTS, clock.now())).isNull();
    }
}
