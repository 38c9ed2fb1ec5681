package tv.usher.engine.decision;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.util.CancellableFuture;

/** Asks one after another until a verdict is decisive. */
final class AskInOrder extends CancellableFuture<CombinedVerdict> {

    private final Combining combining;
    private final List<Authority> authorities;
    private List<BackendVerdict> before = List.of(); // one question at a time, each after the one before

    AskInOrder(Combining combining, List<Authority> authorities) {
        this.combining = combining;
        this.authorities = authorities;
    }

    CompletableFuture<CombinedVerdict> start(AccessRequest request) {
        askNext(request);
        return this;
    }

    private void askNext(AccessRequest request) {
        Authority authority = authorities.get(before.size());
        thenInAnyCase(
                await(authority.judge(request)),
                (said, failure) -> heard(request, BackendVerdict.of(authority, said, failure)));
    }

    private void heard(AccessRequest request, BackendVerdict verdict) {
        if (isDone()) {
            return;
        }
        List<BackendVerdict> verdicts = with(verdict);
        if (combining.isSettled(verdicts, authorities.size())) {
            complete(combining.combine(verdicts, authorities));
        } else {
            before = verdicts;
            askNext(request);
        }
    }

    private List<BackendVerdict> with(BackendVerdict verdict) {
        if (before.isEmpty()) { // as nearly always
            return List.of(verdict);
        }
        List<BackendVerdict> verdicts = new ArrayList<>(before);
        verdicts.add(verdict);
        return verdicts;
    }
}
