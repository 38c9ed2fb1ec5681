package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DerivedFuture;
import tv.usher.engine.util.Undecided;

/** Counts and times another authority. */
public final class MeasuredAuthority extends ForwardingAuthority {

    private final Clock clock;
    private final CounterDataPoint allow;
    private final CounterDataPoint deny;
    private final CounterDataPoint abstain;
    private final CounterDataPoint undecided;
    private final CounterDataPoint unavailable;
    private final CounterDataPoint cancelled;
    private final DistributionDataPoint seconds;
    private final BackendActivity activity;

    public MeasuredAuthority(Authority authority, BackendMetrics metrics, BackendActivity activity, Clock clock) {
        super(authority);
        this.activity = activity;
        this.clock = clock;
        this.allow = metrics.answers.labelValues(name(), "allow");
        this.deny = metrics.answers.labelValues(name(), "deny");
        this.abstain = metrics.answers.labelValues(name(), "abstain");
        this.undecided = metrics.answers.labelValues(name(), "undecided");
        this.unavailable = metrics.answers.labelValues(name(), "unavailable");
        this.cancelled = metrics.answers.labelValues(name(), "cancelled");
        this.seconds = metrics.seconds.labelValues(name());
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        long asked = clock.now();
        CompletableFuture<Verdict> verdict = super.judge(request);
        verdict.whenComplete((said, failure) -> count(said, failure, asked));
        return verdict;
    }

    private void count(@Nullable Verdict said, @Nullable Throwable failure, long asked) {
        if (failure instanceof CancellationException) {
            cancelled.inc();
        } else if (said instanceof Verdict.Abstain) {
            abstain.inc();
        } else {
            long took = clock.now() - asked;
            seconds.observe(took / 1e9);
            counterOf(said).inc();
            note(said, failure, took);
        }
    }

    private void note(@Nullable Verdict said, @Nullable Throwable failure, long took) {
        activity.asked();
        if (said instanceof Verdict.Unavailable out) {
            activity.failed(clock.wallNow(), out.reason());
        } else if (said != null) {
            activity.answered(took);
        } else if (failure != null && DerivedFuture.unwrapped(failure) instanceof Undecided failed) {
            activity.failed(clock.wallNow(), failed.reason());
        }
    }

    private CounterDataPoint counterOf(@Nullable Verdict said) {
        if (said == null) {
            return undecided;
        }
        return said instanceof Verdict.Allow ? allow : said instanceof Verdict.Deny ? deny : unavailable;
    }
}
