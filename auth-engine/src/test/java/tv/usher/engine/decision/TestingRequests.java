package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/** Inquiries of a caller nearby. */
public final class TestingRequests {

    private TestingRequests() {}

    public static DecisionRequest of(AccessRequest request) {
        return of("nginx", request);
    }

    public static DecisionRequest of(String dialect, AccessRequest request) {
        return new DecisionRequest(dialect, "127.0.0.1", "", request);
    }
}
