package tv.usher.engine.backend.guard;

import java.util.Optional;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

/** Forwards all to another backend; a subclass overrides what the operator's settings change. */
abstract class ForwardingBackend implements Backend {

    private final Backend backend;

    ForwardingBackend(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return backend.toRequest(request);
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return backend.interpret(request, response);
    }

    @Override
    public boolean canAskAgain() {
        return backend.canAskAgain();
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return backend.strangersQuery(random);
    }
}
