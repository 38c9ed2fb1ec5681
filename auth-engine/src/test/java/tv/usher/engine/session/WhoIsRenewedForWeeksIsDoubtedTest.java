package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** A screen that is always on is allowed again and again. A backend that lets anybody in has allowed it lately, too. */
class WhoIsRenewedForWeeksIsDoubtedTest {

    private static final Viewing VIEWING = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private static final Duration IDLE = Duration.ofDays(2);
    private static final Duration DAY = Duration.ofDays(1);

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions =
            TestingSessions.inMemory(TestingSessions.settings(), clock, new SessionMetrics(new PrometheusRegistry()));

    @Test
    void howeverLongAgoHeBegan() {
        // Given
        sessions.open();
        Session session = sessions.admit(
                        VIEWING,
                        TestingViewings.ORIGIN,
                        TestingViewings.grant("anna", 1).lifetime(DAY),
                        IDLE)
                .join()
                .session();
        for (int day = 0; day < 60; day++) {
            clock.passes(Duration.ofHours(23));
            assertThat(sessions.known(VIEWING, clock.now())).isSameAs(session);
            sessions.reauthorization()
                    .renew(session, TestingViewings.grant("anna", 1).lifetime(DAY));
        }

        // When
        sessions.reauthorization()
                .doubt(origin -> true, clock.now() - Duration.ofMinutes(5).toNanos());

        // Then
        assertThat(session.isLive(clock.now())).isTrue();
        assertThat(session.isVerified()).isFalse();
    }
}
