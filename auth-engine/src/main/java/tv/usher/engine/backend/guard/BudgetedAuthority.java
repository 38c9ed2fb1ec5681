package tv.usher.engine.backend.guard;

import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.FairQueue;

/** Bounds how many viewers are let in while another authority is out or its queue is full, and for how long. */
public final class BudgetedAuthority extends ForwardingAuthority {

    private final UnverifiedSettings budget;
    private final Outage outage;

    public BudgetedAuthority(Authority authority, UnverifiedSettings budget, Outage outage) {
        super(authority);
        this.budget = budget;
        this.outage = outage;
    }

    @Override
    public int maxUnverified() {
        boolean over = budget.during()
                .map(during -> outage.unverifiedFor().compareTo(during) >= 0)
                .orElse(false);
        return over ? 0 : budget.viewers().orElse(Integer.MAX_VALUE);
    }

    @Override
    public int maxUnverifiedOfAddress() {
        return budget.viewers()
                .map(viewers -> FairQueue.shareOf(viewers, budget.addressShare()))
                .orElse(Integer.MAX_VALUE);
    }
}
