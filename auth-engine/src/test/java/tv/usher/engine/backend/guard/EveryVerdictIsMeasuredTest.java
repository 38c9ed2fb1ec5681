package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.TestingClock;

class EveryVerdictIsMeasuredTest {

    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    private final TestingLog log = TestingLog.of(Outage.class);
    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics metrics = new BackendMetrics(registry);
    private final Outage outage = new Outage("ministra", OnUnavailable.ERROR, metrics, clock);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void underItsOwnName() {
        // When
        says(new Verdict.Allow(Grant.of(Duration.ZERO)));
        says(new Verdict.Deny("status 403"));
        says(new Verdict.Deny("status 403"));
        says(new Verdict.Abstain("no token"));
        says(new Verdict.Unavailable("timeout"));

        // Then
        assertThat(counted("allow")).isEqualTo(1);
        assertThat(counted("deny")).isEqualTo(2);
        assertThat(counted("abstain")).isEqualTo(1);
        assertThat(counted("unavailable")).isEqualTo(1);
        assertThat(counted("cancelled")).isZero();
    }

    @Test
    void andItsTimeUnlessNobodyWasAsked() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("ministra");
        CompletableFuture<Verdict> verdict = measured(slow).judge(REQUEST);

        // When
        clock.passes(Duration.ofMillis(1_500));
        slow.asked().get(0).complete(new Verdict.Deny("status 403"));
        says(new Verdict.Abstain("no token"));

        // Then
        assertThat(verdict).isCompleted();
        assertThat(seconds().getCount()).isEqualTo(1);
        assertThat(seconds().getSum()).isEqualTo(1.5);
    }

    @Test
    void aQuestionThatWasGivenUpIsNoVerdictAndNoOutage() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("ministra");

        // When
        measured(slow).judge(REQUEST).cancel(true);

        // Then
        assertThat(slow.asked().get(0)).isCancelled();
        assertThat(counted("cancelled")).isEqualTo(1);
        assertThat(seconds().getCount()).isZero();
        assertThat(outage.current()).isEmpty();
    }

    @Test
    void unavailableBeginsAnOutageAndAnAnswerEndsIt() {
        // When
        says(new Verdict.Unavailable("timeout"));
        assertThat(outage.current()).isPresent();
        clock.passes(Outage.CALM);

        // Then
        says(new Verdict.Abstain("no token"));
        assertThat(outage.current()).as("who abstains wasn't asked").isPresent();
        says(new Verdict.Deny("status 403"));
        assertThat(outage.current()).isEmpty();
    }

    @Test
    void nothingElseOfTheAuthorityChanges() {
        // Given
        TestingAuthority authority = TestingAuthority.says("ministra", OnUnavailable.ERROR, new Verdict.Deny("no"));

        // Then
        assertThat(measured(authority).name()).isEqualTo("ministra");
        assertThat(measured(authority).onUnavailable()).isEqualTo(OnUnavailable.ERROR);
        assertThat(measured(authority).judge(REQUEST)).isCompletedWithValue(new Verdict.Deny("no"));
        assertThat(authority.questions()).containsExactly(REQUEST);
    }

    private void says(Verdict verdict) {
        measured(TestingAuthority.says("ministra", verdict)).judge(REQUEST).join();
    }

    private MeasuredAuthority measured(Authority authority) {
        return new MeasuredAuthority(authority, outage, metrics, clock);
    }

    private double counted(String verdict) {
        return ((CounterSnapshot)
                        registry.scrape("usher_backend_verdicts"::equals).get(0))
                .getDataPoints().stream()
                        .filter(point -> verdict.equals(point.getLabels().get("verdict")))
                        .findFirst()
                        .orElseThrow()
                        .getValue();
    }

    private HistogramSnapshot.HistogramDataPointSnapshot seconds() {
        return ((HistogramSnapshot)
                        registry.scrape("usher_backend_seconds"::equals).get(0))
                .getDataPoints()
                .get(0);
    }
}
