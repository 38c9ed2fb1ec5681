package tv.usher.engine.backend.guard;

import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;

/** A backend whose grants get the operator's limits of sessions, whatever its answers say. */
public final class LimitedGrants extends ForwardingBackend {

    private final LimitSettings limits;

    public LimitedGrants(Backend backend, LimitSettings limits) {
        super(backend);
        this.limits = limits;
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        Verdict verdict = super.interpret(request, response);
        return verdict instanceof Verdict.Allow allow ? new Verdict.Allow(limits.apply(allow.grant())) : verdict;
    }
}
