package tv.usher.backend.smarty;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** Translates to {@code StreamServiceTokenCheck} of the middleware's API and back. */
record SmartyBackend(Endpoint endpoint, Duration grant) implements Backend {

    /** The slash at the end belongs to it. */
    private static final String PATH = "/tvmiddleware/api/streamservice/token/check/";

    static SmartyBackend of(SmartyConfig config) {
        return new SmartyBackend(Endpoint.of(config.address(), PATH), config.grant());
    }

    /**
     * Abstains unless there is exactly one token: of two it isn't known which one the middleware reads and uses up, and one in disguise,
     * such as {@code token[]=}, could make it fail, which may count as an outage.
     */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return request.query().only("token").filter(token -> !token.isEmpty()).map(token -> endpoint.get(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return response.status() == 200
                ? new Verdict.Allow(Grant.fromHeaders(response, grant))
                : Verdict.Deny.byStatus(response);
    }
}
