package tv.usher.engine.backend.guard;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.Clock;

/** Counts and times another authority, and watches for its outages. */
public final class MeasuredAuthority extends ForwardingAuthority {

    private final Outage outage;
    private final Clock clock;
    private final CounterDataPoint allow;
    private final CounterDataPoint deny;
    private final CounterDataPoint abstain;
    private final CounterDataPoint unavailable;
    private final CounterDataPoint cancelled;
    private final DistributionDataPoint seconds;

    public MeasuredAuthority(Authority authority, Outage outage, BackendMetrics metrics, Clock clock) {
        super(authority);
        this.outage = outage;
        this.clock = clock;
        this.allow = metrics.answers.labelValues(name(), "allow");
        this.deny = metrics.answers.labelValues(name(), "deny");
        this.abstain = metrics.answers.labelValues(name(), "abstain");
        this.unavailable = metrics.answers.labelValues(name(), "unavailable");
        this.cancelled = metrics.answers.labelValues(name(), "cancelled");
        this.seconds = metrics.seconds.labelValues(name());
    }

    @Override
    public boolean isOut() {
        return outage.current().isPresent();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        long asked = clock.now();
        CompletableFuture<Verdict> verdict = super.judge(request);
        verdict.whenComplete((said, failure) -> count(said, asked));
        return verdict;
    }

    /**
     * @param said null if the question was given up
     */
    private void count(@Nullable Verdict said, long asked) {
        if (said == null) {
            cancelled.inc();
        } else if (said instanceof Verdict.Abstain) {
            abstain.inc();
        } else {
            seconds.observe((clock.now() - asked) / 1e9);
            if (said instanceof Verdict.Unavailable why) {
                unavailable.inc();
                outage.failed(why.reason().text(), asked);
            } else {
                (said instanceof Verdict.Allow ? allow : deny).inc();
                outage.answered();
            }
        }
    }
}
