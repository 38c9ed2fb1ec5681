package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.TestingLog;
import tv.usher.engine.util.TestingClock;

/** Nobody but the log can say that a ban of another Usher isn't in force here. */
class BansWithoutRoomAreToldTest {

    private static final int MAX_BANS = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private final TestingLog log = TestingLog.of(Revocations.class);
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.DENY_NEWEST, Follow.ADDRESS_AGENT, 100, 100, MAX_BANS),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()));

    @BeforeEach
    void open() {
        sessions.open();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void bansThatFitAreNotWorthALine() {
        // When
        othersBan(0, MAX_BANS);
        othersBan(0, MAX_BANS);

        // Then
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void bansOfOthersThatDoNotFitAreToldOnceAMinute() {
        // Given
        othersBan(0, MAX_BANS);

        // When
        othersBan(MAX_BANS, 1_000);
        clock.passes(Duration.ofSeconds(59));
        othersBan(MAX_BANS, 1_000);

        // Then
        assertThat(log.lines()).singleElement().asString().contains("10 bans already", "sessions.max-bans");
        assertThat(log.levels()).containsExactly(Level.WARN);

        // When
        clock.passes(Duration.ofSeconds(1));
        othersBan(MAX_BANS, 1_000);

        // Then
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void kickOfAnotherUsherIsToldTooIfItsSessionsAreNotKeptOut() {
        // Given
        TestingViewings.admit(
                sessions, TestingViewings.of("203.0.113.7", "/live/ch1/", "T"), TestingViewings.grant("anna", 5));
        othersBan(0, MAX_BANS);

        // When
        store.others().kicked(new UserId("portal", "anna"), Duration.ZERO, clock.wallNow(), BanOrder.UNKNOWN);

        // Then
        assertThat(log.lines()).hasSize(1);
    }

    private void othersBan(int from, int to) {
        long end = clock.wallNow() + HOUR.toMillis();
        for (int i = from; i < to; i++) {
            store.others().banned(TestingBans.of(new UserId("portal", "user" + i), end));
        }
    }
}
