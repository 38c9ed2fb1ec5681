package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.CancellableFuture;

/** Asks all at once; the first decisive verdict answers, and what is still asked is given up. */
final class AskAll extends CancellableFuture<CombinedVerdict> {

    private final Combining combining;
    private final List<Authority> authorities;
    private final AtomicReferenceArray<CompletableFuture<Verdict>> asked;
    private final AtomicReferenceArray<BackendVerdict> verdicts;
    private final AtomicInteger open;

    AskAll(Combining combining, List<Authority> authorities) {
        this.combining = combining;
        this.authorities = authorities;
        this.asked = new AtomicReferenceArray<>(authorities.size());
        this.verdicts = new AtomicReferenceArray<>(authorities.size());
        this.open = new AtomicInteger(authorities.size());
    }

    CompletableFuture<CombinedVerdict> start(AccessRequest request) {
        for (int i = 0; i < authorities.size() && !isDone(); i++) {
            int place = i;
            CompletableFuture<Verdict> verdict = authorities.get(i).judge(request);
            asked.set(i, verdict);
            thenInAnyCase(verdict, (said, failure) -> heard(place, said, failure));
        }
        if (isDone()) {
            giveUp(); // a verdict may have come while others were still being asked
        }
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        giveUp();
        return cancelled;
    }

    private void heard(int place, @Nullable Verdict said, @Nullable Throwable failure) {
        if (isDone()) {
            return;
        }
        BackendVerdict verdict = BackendVerdict.of(authorities.get(place), said, failure);
        verdicts.set(place, verdict);
        if (combining.isDecisive(verdict)) {
            complete(CombinedVerdict.of(verdict, List.of()));
            giveUp();
        }
        if (open.decrementAndGet() == 0 && !isDone()) {
            complete(combining.combine(all(), authorities));
        }
    }

    private List<BackendVerdict> all() {
        List<BackendVerdict> all = new ArrayList<>(verdicts.length());
        for (int i = 0; i < verdicts.length(); i++) {
            all.add(verdicts.get(i));
        }
        return all;
    }

    private void giveUp() {
        for (int i = 0; i < asked.length(); i++) {
            CompletableFuture<Verdict> verdict = asked.get(i);
            if (verdict != null && !verdict.isDone()) {
                verdict.cancel(true);
            }
        }
    }
}
