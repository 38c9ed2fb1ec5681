package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/** Inquiries of a caller nearby. */
public final class TestingInquiry {

    private TestingInquiry() {}

    public static Inquiry of(AccessRequest request) {
        return of("nginx", request);
    }

    public static Inquiry of(String dialect, AccessRequest request) {
        return new Inquiry(dialect, "127.0.0.1", "", request);
    }
}
