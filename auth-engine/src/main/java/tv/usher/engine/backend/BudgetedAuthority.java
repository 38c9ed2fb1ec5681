package tv.usher.engine.backend;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;

/** Bounds how many viewers an outage of another authority lets in, and for how long it does. */
public final class BudgetedAuthority implements Authority {

    private final Authority authority;
    private final UnverifiedSettings budget;
    private final Outage outage;

    public BudgetedAuthority(Authority authority, UnverifiedSettings budget, Outage outage) {
        this.authority = authority;
        this.budget = budget;
        this.outage = outage;
    }

    @Override
    public int maxUnverified() {
        boolean over = budget.during()
                .map(during -> outage.length().compareTo(during) >= 0)
                .orElse(false);
        return over ? 0 : budget.viewers().orElse(Integer.MAX_VALUE);
    }

    @Override
    public String name() {
        return authority.name();
    }

    @Override
    public OnUnavailable onUnavailable() {
        return authority.onUnavailable();
    }

    @Override
    public boolean canAskAgain() {
        return authority.canAskAgain();
    }

    @Override
    public boolean isOut() {
        return authority.isOut();
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        return authority.judge(request);
    }
}
