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
    private final List<BackendVerdict> verdicts; // one question at a time, each after the one before

    AskInOrder(Combining combining, List<Authority> authorities) {
        this.combining = combining;
        this.authorities = authorities;
        this.verdicts = new ArrayList<>(authorities.size());
    }

    CompletableFuture<CombinedVerdict> start(AccessRequest request) {
        askNext(request);
        return this;
    }

    private void askNext(AccessRequest request) {
        Authority authority = authorities.get(verdicts.size());
        await(authority.judge(request))
                .whenComplete(
                        (said, failure) -> orFail(() -> heard(request, BackendVerdict.of(authority, said, failure))));
    }

    private void heard(AccessRequest request, BackendVerdict verdict) {
        if (isDone()) {
            return;
        }
        verdicts.add(verdict);
        if (combining.isSettled(verdicts, authorities.size())) {
            complete(combining.combine(verdicts, authorities));
        } else {
            askNext(request);
        }
    }
}
