package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;

/** Asks one after another until a verdict is decisive. */
final class AskInOrder extends CompletableFuture<Decision> {

    private final String rule;
    private final Combining combining;
    private final List<Authority> authorities;
    private final List<BackendVerdict> verdicts; // one question at a time, each after the one before
    private volatile CompletableFuture<Verdict> asked;

    AskInOrder(String rule, Combining combining, List<Authority> authorities) {
        this.rule = rule;
        this.combining = combining;
        this.authorities = authorities;
        this.verdicts = new ArrayList<>(authorities.size());
    }

    CompletableFuture<Decision> start(AccessRequest request) {
        askNext(request);
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        asked.cancel(mayInterruptIfRunning);
        return cancelled;
    }

    private void askNext(AccessRequest request) {
        Authority authority = authorities.get(verdicts.size());
        CompletableFuture<Verdict> verdict = authority.judge(request);
        asked = verdict;
        if (isCancelled()) {
            verdict.cancel(true);
        }
        verdict.whenComplete((said, givenUp) -> {
            if (isDone()) {
                return;
            }
            try {
                heard(request, said == null ? BackendVerdict.missing(authority) : new BackendVerdict(authority, said));
            } catch (Throwable e) { // those who wait must hear of it
                completeExceptionally(e);
            }
        });
    }

    private void heard(AccessRequest request, BackendVerdict verdict) {
        verdicts.add(verdict);
        if (combining.isSettled(verdicts, authorities.size())) {
            complete(combining.decide(verdicts).under(rule));
        } else {
            askNext(request);
        }
    }
}
