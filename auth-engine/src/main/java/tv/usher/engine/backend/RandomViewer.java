package tv.usher.engine.backend;

import java.security.SecureRandom;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;

/** A viewer that no middleware can know. A middleware that allows this viewer would allow everybody. */
public final class RandomViewer {

    /** Of every such viewer, so that a stand-in for a middleware can tell him. */
    public static final String PATH = "/usher-check/index.m3u8";

    /** Reserved for documents (RFC 5737), so a middleware can't have let this address in as one of its own. */
    private static final String NOBODYS_ADDRESS = "192.0.2.1";

    private RandomViewer() {}

    /** A new one each time. */
    public static AccessRequest of(Backend backend) {
        return AccessRequest.builder()
                .session("usher-check")
                .channel("usher-check")
                .clientAddress(NOBODYS_ADDRESS)
                .path(PATH)
                .userAgent("usher check")
                .query(backend.strangersQuery(new SecureRandom()))
                .build();
    }
}
