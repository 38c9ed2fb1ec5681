package tv.usher.engine.backend.guard;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.Preview;
import tv.usher.engine.util.ReasonCode;

/**
 * Binds a token to the address and the channel that showed it first. A viewer who shows it elsewhere is denied, and no backend is asked.
 * A viewer whom the backend can't judge is another one's: his token isn't bound.
 */
public final class BoundTokenAuthority extends ForwardingAuthority {

    private static final Verdict ELSEWHERE =
            new Verdict.Deny(ReasonCode.TOKEN_ELSEWHERE.with("token was first shown elsewhere (bind-token)"));

    private final TokenBindings bindings;

    public BoundTokenAuthority(Authority authority, TokenBindings bindings) {
        super(authority);
        this.bindings = bindings;
    }

    @Override
    public CompletableFuture<Verdict> judge(AccessRequest request) {
        boolean isOthers = super.preview(request).abstention().isPresent();
        return !isOthers && bindings.isElsewhere(request, name())
                ? CompletableFuture.completedFuture(ELSEWHERE)
                : super.judge(request);
    }

    @Override
    public Preview preview(AccessRequest request) {
        Preview preview = super.preview(request);
        boolean isOthers = preview.abstention().isPresent();
        return !isOthers && bindings.wouldBeElsewhere(request, name()) ? Preview.decided(ELSEWHERE) : preview;
    }
}
