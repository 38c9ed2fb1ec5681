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

/** Translates to {@code /auth/arescrypt/} or {@code /auth/flussonic/arescrypt/}, and back. */
record IptvportalBackend(Endpoint endpoint, Duration grant) implements Backend {

    /** The slash at the end belongs to it. */
    private static final String PATH = "/auth/arescrypt/";

    private static final String FLUSSONICS_PATH = "/flussonic/arescrypt/";

    static IptvportalBackend of(IptvportalConfig config) {
        return new IptvportalBackend(Endpoint.of(config.address(), PATH), config.grant());
    }

    /** Never abstains: nothing published says what a viewer must bring. */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        BackendRequest asked = endpoint.get(request);
        return Optional.of(
                endpoint.path().endsWith(FLUSSONICS_PATH) ? asked.query(FlussonicParameters.about(request)) : asked);
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
