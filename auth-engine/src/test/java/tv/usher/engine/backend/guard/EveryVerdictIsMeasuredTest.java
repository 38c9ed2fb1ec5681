package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.util.TestingClock;

class EveryVerdictIsMeasuredTest {

    private static final AccessRequest REQUEST = AccessRequest.builder().build();

    private final TestingClock clock = new TestingClock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BackendMetrics metrics = new BackendMetrics(registry);

    @Test
    void underItsOwnName() {
        // When
        says(new Verdict.Allow(Grant.lasting(Duration.ZERO)));
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
    void aQuestionThatWasGivenUpIsNoVerdict() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("ministra");

        // When
        measured(slow).judge(REQUEST).cancel(true);

        // Then
        assertThat(slow.asked().get(0)).isCancelled();
        assertThat(counted("cancelled")).isEqualTo(1);
        assertThat(seconds().getCount()).isZero();
    }

    @Test
    void aQuestionThatFailedIsUndecided() {
        // When
        measured(TestingAuthority.fails("ministra", OnUnavailable.ERROR, new IllegalStateException("bug")))
                .judge(REQUEST);

        // Then
        assertThat(counted("undecided")).isEqualTo(1);
        assertThat(counted("unavailable")).isZero();
        assertThat(counted("cancelled")).isZero();
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
        return new MeasuredAuthority(authority, metrics, new BackendActivity(), clock);
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
