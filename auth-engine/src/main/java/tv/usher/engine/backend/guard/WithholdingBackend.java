package tv.usher.engine.backend.guard;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

/** A middleware that isn't shown what a viewer shows to a check of the operator's own, such as a login with its password. */
public final class WithholdingBackend extends ForwardingBackend {

    private final List<String> withheld;

    private WithholdingBackend(Backend backend, List<String> withheld) {
        super(backend);
        this.withheld = withheld;
    }

    /**
     * @param parameters of the checks; one by which the middleware's own viewers show themselves still goes to it, as {@code token} mostly
     *     does
     */
    public static Backend around(Backend backend, Collection<String> parameters) {
        if (parameters.isEmpty()) {
            return backend;
        }
        QueryString own = strangersQuery(backend);
        List<String> withheld =
                parameters.stream().filter(name -> own.all(name).isEmpty()).toList();
        return withheld.isEmpty() ? backend : new WithholdingBackend(backend, withheld);
    }

    private static QueryString strangersQuery(Backend backend) {
        try {
            return backend.strangersQuery(new SecureRandom());
        } catch (Throwable e) { // a plugin must not take the daemon down
            return QueryString.EMPTY;
        }
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return super.toRequest(withoutThem(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return super.interpret(withoutThem(request), response);
    }

    private AccessRequest withoutThem(AccessRequest request) {
        return request.withQuery(request.query().without(withheld));
    }
}
