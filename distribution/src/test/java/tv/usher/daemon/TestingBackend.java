package tv.usher.daemon;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Default;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;

/** Asks its address as it is, and is as its keys say. */
record TestingBackend(Keys keys) implements Backend {

    /**
     * @param needsToken abstains from a viewer without a token
     * @param broken     throws whatever it is asked
     */
    record Keys(
            URI address,
            @Default("10h") Duration grant,
            @Default("false") boolean askAgain,
            @Default("false") boolean needsToken,
            @Default("false") boolean broken) {}

    /** Makes backends of the type {@code testing}. */
    record Factory() implements BackendFactory<Keys> {

        @Override
        public String type() {
            return "testing";
        }

        @Override
        public Class<Keys> configType() {
            return Keys.class;
        }

        @Override
        public Backend create(Keys keys) {
            return new TestingBackend(keys);
        }
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        failIfBroken();
        boolean abstains = keys.needsToken() && request.query().only("token").isEmpty();
        return abstains
                ? Optional.empty()
                : Optional.of(Endpoint.of(keys.address()).get(request));
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        failIfBroken();
        return new Verdict.Allow(Grant.fromHeaders(response, keys.grant()));
    }

    @Override
    public boolean canAskAgain() {
        failIfBroken();
        return keys.askAgain();
    }

    private void failIfBroken() {
        if (keys.broken()) {
            throw new IllegalStateException("broken, as the test wants it");
        }
    }
}
