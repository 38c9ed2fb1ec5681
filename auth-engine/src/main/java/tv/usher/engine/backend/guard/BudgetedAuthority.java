package tv.usher.engine.backend.guard;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.FairQueue;

/**
 * Bounds how many viewers are let in while another authority is out or its queue is full, and for how long. The first viewer who comes too
 * late is told to the log.
 */
public final class BudgetedAuthority extends ForwardingAuthority {

    private static final Logger log = LoggerFactory.getLogger(BudgetedAuthority.class);

    private final UnverifiedSettings budget;
    private final Outage outage;
    private final AtomicBoolean told = new AtomicBoolean();

    public BudgetedAuthority(Authority authority, UnverifiedSettings budget, Outage outage) {
        super(authority);
        this.budget = budget;
        this.outage = outage;
    }

    @Override
    public int maxUnverified() {
        boolean over = budget.isOver(outage);
        if (over != told.get() && told.compareAndSet(!over, over) && over) {
            log.warn(
                    "backend {}: 'unverified.during' ({}s) is over; new viewers are denied until it answers again",
                    name(),
                    budget.during().orElseThrow().toSeconds());
        }
        return over ? 0 : budget.viewers().orElse(Integer.MAX_VALUE);
    }

    @Override
    public int maxUnverifiedOfAddress() {
        return budget.viewers()
                .map(viewers -> FairQueue.shareOf(viewers, budget.addressShare()))
                .orElse(Integer.MAX_VALUE);
    }
}
