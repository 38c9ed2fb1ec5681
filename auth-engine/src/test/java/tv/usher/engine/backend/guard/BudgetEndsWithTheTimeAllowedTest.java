package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.TestingClock;

class BudgetEndsWithTheTimeAllowedTest {

    private static final Duration DURING = Duration.ofMinutes(30);

    private final TestingClock clock = new TestingClock();
    private final Outage outage =
            new Outage("portal", OnUnavailable.ALLOW, new BackendMetrics(new PrometheusRegistry()), Events.NONE, clock);

    @Test
    void countedFromTheOutagesBegin() {
        // Given
        Authority portal = budgeted(Optional.of(500));
        outage.begin(new Reason("no-answer-in-time", "timeout"), clock.now());

        // When
        clock.passes(DURING.minusNanos(1));
        int before = portal.maxUnverified();
        clock.passes(Duration.ofNanos(1));
        int after = portal.maxUnverified();

        // Then
        assertThat(before).isEqualTo(500);
        assertThat(after).isZero();
    }

    @Test
    void aQueueThatStaysFullUsesItUpToo() {
        // Given
        TestingConfirmed full = new TestingConfirmed().started().viewersMeet(ExchangeFailure.Kind.BUSY);
        Authority portal = new BudgetedAuthority(
                full.authority, new UnverifiedSettings(Optional.of(500), 50, Optional.of(DURING)), full.outage);
        assertThat(full.said("203.0.113.7")).isEqualTo("unavailable");

        // When it is full again and again, and answers others in between
        for (Duration passed = Duration.ZERO; passed.compareTo(DURING) < 0; passed = passed.plusSeconds(5)) {
            assertThat(portal.maxUnverified()).isEqualTo(500);
            full.timer.passes(Duration.ofSeconds(5));
            full.viewers.instead().answers(200);
            assertThat(full.said("203.0.113.8")).isEqualTo("allow");
            full.viewersMeet(ExchangeFailure.Kind.BUSY);
            assertThat(full.said("203.0.113.7")).isEqualTo("unavailable");
        }

        // Then
        assertThat(portal.maxUnverified()).isZero();
        assertThat(full.outage.current()).isEmpty();
        full.outage.begin(new Reason("connection-refused", "refused"), full.clock.now());
        assertThat(portal.maxUnverified()).as("an outage has a time of its own").isEqualTo(500);
        full.outage.end();
        full.timer.passes(Duration.ofSeconds(10));
        assertThat(portal.maxUnverified()).as("once it had room for a while").isEqualTo(500);
    }

    @Test
    void theNextOutageHasItsOwn() {
        // Given
        Authority portal = budgeted(Optional.empty());
        outage.begin(new Reason("no-answer-in-time", "timeout"), clock.now());
        clock.passes(DURING);
        outage.end();

        // When
        outage.begin(new Reason("no-answer-in-time", "timeout"), clock.now());

        // Then
        assertThat(portal.maxUnverified()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void theLogTellsOncePerOutageThatItIsOver() {
        try (TestingLog log = TestingLog.of(BudgetedAuthority.class)) {
            // Given
            Authority portal = budgeted(Optional.of(500));
            for (int outages = 1; outages <= 2; outages++) {
                outage.begin(new Reason("no-answer-in-time", "timeout"), clock.now());
                portal.maxUnverified();
                clock.passes(DURING);

                // When
                portal.maxUnverified();
                portal.maxUnverified();

                // Then
                assertThat(log.lines())
                        .hasSize(outages)
                        .containsOnly(
                                "backend portal: 'unverified.during' (1800s) is over; new viewers are denied until"
                                        + " it answers again");
                outage.end();
            }
        }
    }

    @Test
    void aBackendThatFailsNowAndThenNeverUsesItUp() {
        // Given
        Authority portal = budgeted(Optional.of(500));

        for (int i = 0; i < 1_000; i++) {
            // When
            clock.passes(Duration.ofSeconds(5));
            outage.begin(new Reason("no-answer-in-time", "timeout"), clock.now());

            // Then
            assertThat(portal.maxUnverified()).isEqualTo(500);
            outage.end();
        }
    }

    private Authority budgeted(Optional<Integer> viewers) {
        Authority down = TestingAuthority.says("portal", OnUnavailable.ALLOW, new Verdict.Unavailable("timeout"));
        return new BudgetedAuthority(down, new UnverifiedSettings(viewers, 50, Optional.of(DURING)), outage);
    }
}
