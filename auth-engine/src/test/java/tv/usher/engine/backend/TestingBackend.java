package tv.usher.engine.backend;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;

/** A plugin's backend: asks {@code http://backend.test/check} about everybody, and goes by the status. */
public final class TestingBackend implements Backend {

    private final Function<AccessRequest, Optional<BackendRequest>> toRequest;
    private final Function<BackendResponse, Verdict> interpret;
    private final Function<RandomGenerator, QueryString> stranger;

    public TestingBackend() {
        this(TestingBackend::ask, TestingBackend::byStatus, random -> QueryString.of("token=" + random.nextLong()));
    }

    private TestingBackend(
            Function<AccessRequest, Optional<BackendRequest>> toRequest,
            Function<BackendResponse, Verdict> interpret,
            Function<RandomGenerator, QueryString> stranger) {
        this.toRequest = toRequest;
        this.interpret = interpret;
        this.stranger = stranger;
    }

    public TestingBackend withToRequest(Function<AccessRequest, Optional<BackendRequest>> toRequest) {
        return new TestingBackend(toRequest, interpret, stranger);
    }

    public TestingBackend withInterpret(Function<BackendResponse, Verdict> interpret) {
        return new TestingBackend(toRequest, interpret, stranger);
    }

    public TestingBackend withStranger(Function<RandomGenerator, QueryString> stranger) {
        return new TestingBackend(toRequest, interpret, stranger);
    }

    private static Optional<BackendRequest> ask(AccessRequest request) {
        return Optional.of(Endpoint.of(URI.create("http://backend.test/check")).get(request));
    }

    private static Verdict byStatus(BackendResponse response) {
        return response.status() == 200
                ? new Verdict.Allow(Grant.fromHeaders(response, Duration.ofHours(1)))
                : new Verdict.Deny("status " + response.status());
    }

    @Override
    public Optional<BackendRequest> toRequest(AccessRequest request) {
        return toRequest.apply(request);
    }

    @Override
    public Verdict interpret(AccessRequest request, BackendResponse response) {
        return interpret.apply(response);
    }

    @Override
    public QueryString strangersQuery(RandomGenerator random) {
        return stranger.apply(random);
    }
}
