package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

/** T03, T04. */
class OutboundHeadersAreBuiltFromScratchTest {

    private final Endpoint endpoint = Endpoint.of(URI.create("http://h/check"));

    @Test
    void theSetsOfBothCesboProductsAreSentInOneOrder() {
        AccessRequest request = AccessRequest.builder()
                .session("482911")
                .channel("a001")
                .clientAddress("203.0.113.7")
                .path("/play/a001/index.m3u8")
                .origin("https://live.example.com")
                .host("live.example.com")
                .userAgent("VLC/3.0.18")
                .protocol("hls")
                .build();

        assertThat(endpoint.get(request).headers())
                .containsExactly(
                        new Header("X-Session-Id", "482911"),
                        new Header("X-Channel-Id", "a001"),
                        new Header("X-Real-Ip", "203.0.113.7"),
                        new Header("X-Real-Path", "/play/a001/index.m3u8"),
                        new Header("X-Real-Origin", "https://live.example.com"),
                        new Header("X-Real-Host", "live.example.com"),
                        new Header("X-Real-Ua", "VLC/3.0.18"));
    }

    @Test
    void whatIsUnknownIsLeftOut() {
        assertThat(endpoint.get(AccessRequest.builder().build()).headers()).isEmpty();
        assertThat(endpoint.get(AccessRequest.builder().channel("a001").build()).headers())
                .containsExactly(new Header("X-Channel-Id", "a001"));
    }
}
