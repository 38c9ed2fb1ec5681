package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.util.TestingClock;

class OutageIsToldOnceTest {

    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Outage outage = new Outage("ministra", OnUnavailable.ALLOW, new BackendMetrics(registry), clock);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void nothingIsToldWhileTheBackendAnswers() {
        // When
        outage.answered();

        // Then
        assertThat(log.lines()).isEmpty();
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void manyFailuresAreOneWarningThatSaysWhatViewersGet() {
        // When
        for (int i = 0; i < 1_000; i++) {
            outage.failed("timeout", clock.now());
            clock.passes(Duration.ofMillis(10));
        }

        // Then
        assertThat(log.lines())
                .containsExactly("backend ministra is unavailable: timeout; viewers get on-unavailable: allow");
        assertThat(log.levels()).containsExactly(Level.WARN);
        assertThat(outage.current()).contains("timeout, for 10s");
        assertThat(up()).isZero();
    }

    @Test
    void theFirstAnswerAfterACalmTimeEndsItWithItsLengthAndNumber() {
        // Given
        outage.failed("timeout", clock.now());
        outage.failed("refused", clock.now());
        clock.passes(Outage.CALM);

        // When
        outage.answered();
        outage.answered();

        // Then
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).startsWith("backend ministra answers again after 10s; 2 questions ");
        assertThat(log.levels().get(1)).isEqualTo(Level.INFO);
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void aBackendThatFailsNowAndThenIsOneOutage() {
        // When
        for (int i = 0; i < 100; i++) {
            outage.failed("timeout", clock.now());
            clock.passes(Outage.CALM.minusNanos(1));
            outage.answered();
        }

        // Then
        assertThat(log.lines()).hasSize(1);
        assertThat(outage.current()).isPresent();
    }

    @Test
    void aBackendThatMostlyAnswersIsUpThoughItStillFailsNowAndThen() {
        for (int i = 0; i < 100; i++) {
            // When
            outage.failed("timeout", clock.now());
            assertThat(outage.current()).contains("timeout, for 0s");
            assertThat(up()).isZero();
            clock.passes(Duration.ofSeconds(5));
            answers(Outage.ENOUGH);

            // Then
            assertThat(outage.current()).isEmpty();
            assertThat(outage.length()).isZero();
            assertThat(up()).isEqualTo(1);
        }

        // Then that is one outage to the log
        assertThat(log.lines()).hasSize(1);
        clock.passes(Outage.CALM);
        outage.answered();
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).startsWith("backend ministra answers again after 510s; 100 questions ");
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void aFailureAmongFewerAnswersLetsTheOutageGoOn() {
        // When
        for (int i = 0; i < 100; i++) {
            outage.failed("timeout", clock.now());
            answers(Outage.ENOUGH - 1);
            clock.passes(Duration.ofSeconds(1));
        }

        // Then
        assertThat(outage.length()).isEqualTo(Duration.ofSeconds(100));
        assertThat(up()).isZero();
    }

    @Test
    void whatWasAskedBeforeItMostlyAnsweredBeginsNoOtherOutage() {
        // Given
        long asked = clock.now();
        outage.failed("timeout", asked);
        clock.passes(Duration.ofSeconds(1));
        answers(Outage.ENOUGH);

        // When
        outage.failed("timeout", asked);

        // Then
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void answersDoNotEndItWhileTheBreakerIsOpen() {
        // Given
        outage.failed("timeout", clock.now());
        answers(Outage.ENOUGH);
        outage.notAsked("4 of 4 failed");

        // When
        answers(Outage.ENOUGH);

        // Then
        assertThat(outage.current()).contains("most questions fail, for 0s, breaker open");
        outage.askedAgain();
        assertThat(outage.current()).isEmpty();
        assertThat(log.lines()).hasSize(3);
    }

    private void answers(int count) {
        for (int i = 0; i < count; i++) {
            outage.answered();
        }
    }

    @Test
    void theNextOutageIsToldAgainAndCountedFromItsBegin() {
        // Given
        outage.failed("timeout", clock.now());
        clock.passes(Outage.CALM);
        outage.answered();

        // When
        outage.failed("refused", clock.now());
        clock.passes(Duration.ofHours(30));
        outage.answered();

        // Then
        assertThat(log.lines()).hasSize(4);
        assertThat(log.lines().get(2)).contains("refused");
        assertThat(log.lines().get(3)).startsWith("backend ministra answers again after 108000s; 1 questions ");
    }

    @Test
    void whatWasAskedBeforeTheEndBeginsNoOtherOutage() {
        // Given
        long asked = clock.now();
        outage.failed("timeout", asked);
        clock.passes(Outage.CALM);
        outage.answered();

        // When
        clock.passes(Duration.ofSeconds(1));
        outage.failed("timeout", asked);

        // Then
        assertThat(outage.current()).isEmpty();
        assertThat(log.lines()).hasSize(2);
    }

    private double up() {
        return ((GaugeSnapshot) registry.scrape("usher_backend_up"::equals).get(0))
                .getDataPoints()
                .get(0)
                .getValue();
    }
}
