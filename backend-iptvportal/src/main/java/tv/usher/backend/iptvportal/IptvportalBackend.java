package tv.usher.backend.iptvportal;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** Translates to {@code /auth/arescrypt/} and back. */
record IptvportalBackend(Endpoint endpoint, Duration grant) implements Backend {

    /** The slash at the end belongs to it. */
    private static final String PATH = "/auth/arescrypt/";

    static IptvportalBackend of(IptvportalConfig config) {
        return new IptvportalBackend(Endpoint.of(config.address(), PATH), config.grant());
    }

    /** Never abstains: nothing published says what a viewer must bring. */
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

    /** A viewer's token changes with the key, each hour or so. */
    @Override
    public boolean canAskAgain() {
        return true;
    }
}
