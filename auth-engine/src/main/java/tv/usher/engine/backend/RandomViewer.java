package tv.usher.engine.backend;

import java.security.SecureRandom;
import java.util.HexFormat;
import tv.usher.api.AccessRequest;

/** A viewer that no middleware can know. A middleware that allows this viewer would allow everybody. */
public final class RandomViewer {

    private static final int TOKEN_BYTES = 16; // 32 hexadecimal digits, the shape that Stalker's tokens have

    private RandomViewer() {}

    public static AccessRequest request() {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        return AccessRequest.builder()
                .session("usher-check")
                .channel("usher-check")
                .clientAddress("127.0.0.1")
                .path("/usher-check/index.m3u8")
                .userAgent("usher check")
                .query("token=" + HexFormat.of().formatHex(token))
                .build();
    }
}
