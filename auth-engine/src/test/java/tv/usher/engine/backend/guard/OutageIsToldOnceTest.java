package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.Reason;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.TestingClock;

class OutageIsToldOnceTest {

    private static final Reason TIMEOUT = new Reason("no-answer-in-time", "timeout");
    private static final Reason REFUSED = new Reason("connection-refused", "refused");

    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Outage outage =
            new Outage("ministra", OnUnavailable.ALLOW, new BackendMetrics(registry), Events.NONE, clock);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void nothingIsToldWhileTheBackendAnswers() {
        outage.end();
        outage.tellEnd();

        assertThat(log.lines()).isEmpty();
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void manySignsAreOneWarningThatSaysWhatViewersGet() {
        for (int i = 0; i < 1_000; i++) {
            outage.begin(TIMEOUT, clock.now());
            clock.passes(Duration.ofMillis(10));
        }

        assertThat(log.lines())
                .containsExactly("backend ministra is unavailable: timeout; viewers get on-unavailable: allow");
        assertThat(log.levels()).containsExactly(Level.WARN);
        assertThat(outage.current()).contains("timeout, for 10s");
        assertThat(up()).isZero();
    }

    @Test
    void anotherConfigurationEndsWhatItsReadersHeardOf() {
        // Given
        List<EventType> told = new ArrayList<>();
        Outage former = new Outage(
                "ministra",
                OnUnavailable.ALLOW,
                new BackendMetrics(new PrometheusRegistry()),
                (type, event) -> told.add(type),
                clock);
        former.begin(TIMEOUT, clock.now());
        clock.passes(Duration.ofSeconds(7));

        // When
        former.replaced();
        former.begin(REFUSED, clock.now());
        former.canary(REFUSED);
        former.end();

        // Then
        assertThat(told).containsExactly(EventType.OUTAGE_BEGUN, EventType.OUTAGE_ENDED);
        assertThat(log.lines())
                .last()
                .isEqualTo("backend ministra: another configuration is in force now, 7s after it became unavailable");
    }

    @Test
    void anotherReasonIsToldToo() {
        outage.begin(REFUSED, clock.now());
        outage.begin(TIMEOUT, clock.now());
        outage.begin(TIMEOUT, clock.now());

        assertThat(log.lines()).hasSize(2).last().isEqualTo("backend ministra is still unavailable, now: timeout");
        assertThat(outage.current()).contains("timeout, for 0s");
    }

    @Test
    void itsEndIsToldOnceItIsCalmWithItsLengthAndNumber() {
        // Given
        outage.begin(TIMEOUT, clock.now());
        outage.counted();
        outage.counted();
        clock.passes(Duration.ofSeconds(30));

        // When
        outage.end();
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
        outage.tellEnd();
        assertThat(log.lines()).as("not yet").hasSize(1);
        clock.passes(Outage.CALM);
        outage.tellEnd();
        outage.tellEnd();

        // Then
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(1)).startsWith("backend ministra answers again after 30s; 2 questions ");
        assertThat(log.levels().get(1)).isEqualTo(Level.INFO);
    }

    @Test
    void aStopTellsTheEndThatWaitsForCalm() {
        // Given
        outage.begin(TIMEOUT, clock.now());
        clock.passes(Duration.ofSeconds(30));
        outage.end();
        clock.passes(Duration.ofSeconds(1));

        // When
        outage.stopped();
        outage.tellEnd();

        // Then
        assertThat(log.lines()).hasSize(2).last().asString().startsWith("backend ministra answers again after 30s; ");
    }

    @Test
    void aStopEndsNoOutage() {
        outage.begin(TIMEOUT, clock.now());

        outage.stopped();

        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void aBackendThatIsOutNowAndThenIsOneOutageToTheLog() {
        for (int i = 0; i < 100; i++) {
            outage.begin(TIMEOUT, clock.now());
            assertThat(outage.length()).isZero();
            clock.passes(Duration.ofSeconds(1));
            outage.end();
            clock.passes(Outage.CALM.minusNanos(1));
            outage.tellEnd();
        }

        assertThat(log.lines()).hasSize(1);
        clock.passes(Outage.CALM);
        outage.tellEnd();
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void whatWasAskedBeforeItsEndBeginsNoOther() {
        // Given
        long asked = clock.now();
        outage.begin(TIMEOUT, asked);
        clock.passes(Duration.ofSeconds(1));
        outage.end();

        // When
        outage.begin(TIMEOUT, asked);

        // Then
        assertThat(outage.current()).isEmpty();
        assertThat(up()).isEqualTo(1);
    }

    @Test
    void theNextOneIsToldAgainAndCountedFromItsBegin() {
        // Given
        outage.begin(TIMEOUT, clock.now());
        outage.end();
        clock.passes(Outage.CALM);
        outage.tellEnd();

        // When
        outage.begin(REFUSED, clock.now());
        outage.counted();
        clock.passes(Duration.ofHours(30));
        outage.end();
        clock.passes(Outage.CALM);
        outage.tellEnd();

        // Then
        assertThat(log.lines()).hasSize(4);
        assertThat(log.lines().get(2)).contains("refused");
        assertThat(log.lines().get(3)).startsWith("backend ministra answers again after 108000s; 1 questions ");
    }

    @Test
    void aQueueThatIsFullAgainAndAgainIsOneWarningAndNoOutage() {
        try (TestingLog full = TestingLog.of("tv.usher.engine.backend.guard.FullQueue")) {
            // When
            TestingConfirmed portal = new TestingConfirmed().started().viewersMeet(ExchangeFailure.Kind.BUSY);
            for (int i = 0; i < 20; i++) {
                portal.said("203.0.113.7");
                portal.timer.passes(Duration.ofSeconds(5));
            }

            // Then
            assertThat(full.lines())
                    .containsExactly("backend portal has no room for more questions;"
                            + " viewers who can't be asked about get on-unavailable: allow");
            assertThat(full.levels()).containsExactly(Level.WARN);
            assertThat(portal.counted("usher_backend_up", "backend", "portal")).isEqualTo(1);

            // When it has room
            portal.viewers.instead().answers(200);
            portal.timer.passes(Duration.ofSeconds(10));
            portal.said("203.0.113.7");
            portal.said("203.0.113.7");

            // Then
            assertThat(full.lines())
                    .hasSize(2)
                    .last()
                    .isEqualTo("backend portal has room for questions again after 95s;"
                            + " 20 questions found none (on-unavailable: allow)");
        }
    }

    private double up() {
        return ((GaugeSnapshot) registry.scrape("usher_backend_up"::equals).get(0))
                .getDataPoints()
                .get(0)
                .getValue();
    }
}
