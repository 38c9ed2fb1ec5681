package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;

/** A backend whose users may have as many sessions as the operator says, whatever its answers do. */
public final class LimitedGrants implements Backend {

    private final Backend backend;
    private final LimitSettings limits;

    public LimitedGrants(Backend backend, LimitSettings limits) {
        this.backend = backend;
        this.limits = limits;
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return backend.toRequest(request);
    }

    @Override
    public Verdict interpret(BackendResponse response) {
        Verdict verdict = backend.interpret(response);
        return verdict instanceof Verdict.Allow allow ? new Verdict.Allow(limits.apply(allow.grant())) : verdict;
    }

    @Override
    public boolean canAskAgain() {
        return backend.canAskAgain();
    }
}
