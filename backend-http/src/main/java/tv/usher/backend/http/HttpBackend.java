package tv.usher.backend.http;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** The convention itself. */
record HttpBackend(Endpoint endpoint, Duration grant, boolean canAskAgain) implements Backend {

    static HttpBackend of(HttpConfig config) {
        return new HttpBackend(Endpoint.of(config.address()), config.grant(), config.askAgain());
    }

    /** Never abstains: what a viewer must bring is known to the service alone. */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return Optional.of(endpoint.get(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return response.status() == 200
                ? new Verdict.Allow(Grant.fromHeaders(response, grant))
                : Verdict.Deny.byStatus(response);
    }
}
