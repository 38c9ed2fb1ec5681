package tv.usher.backend.smarty;

import java.time.Duration;
import java.util.List;
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

    /** Abstains unless there is exactly one token: of two it isn't known which one the middleware reads and uses up. */
    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        List<String> tokens = request.query().all("token");
        boolean judgeable = tokens.size() == 1 && !tokens.get(0).isEmpty();
        return judgeable ? Optional.of(endpoint.ask(request)) : Optional.empty();
    }

    @Override
    public Verdict interpret(BackendResponse response) {
        return response.status() == 200
                ? new Verdict.Allow(Grant.read(response, grant))
                : Verdict.Deny.byStatus(response);
    }
}
