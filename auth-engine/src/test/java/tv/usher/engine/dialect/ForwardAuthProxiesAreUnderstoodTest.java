package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;

/** Traefik's ForwardAuth, Caddy's forward_auth, APISIX' forward-auth. */
class ForwardAuthProxiesAreUnderstoodTest {

    private static final TestingCall TRAEFIK = TestingCall.to("/forward-auth")
            .with("X-Forwarded-Method", "GET")
            .with("X-Forwarded-Proto", "https")
            .with("X-Forwarded-Host", "Live.example.com:8443")
            .with("X-Forwarded-Uri", "/live/sport1/index.m3u8?token=abc")
            .with("X-Forwarded-For", "203.0.113.7")
            .with("User-Agent", "VLC/3.0.18");

    private static final AccessRequest VIEWER = AccessRequest.builder()
            .clientAddress("203.0.113.7")
            .path("/live/sport1/index.m3u8")
            .host("live.example.com")
            .origin("https://live.example.com:8443")
            .userAgent("VLC/3.0.18")
            .query("token=abc")
            .build();

    @Test
    void traefik() {
        assertThat(read(TRAEFIK)).isEqualTo(VIEWER);
    }

    @Test
    void traefikThatKeepsEarlierHopsAndTellsThePort() {
        assertThat(read(TRAEFIK.with("X-Forwarded-For", "10.0.0.1, 203.0.113.7").with("X-Forwarded-Port", "8443")))
                .isEqualTo(VIEWER);
    }

    @Test
    void caddyWithAllHeadersOfTheViewer() {
        assertThat(read(TRAEFIK.with("Cookie", "a=b").with("Range", "bytes=0-").with("Accept-Encoding", "gzip")))
                .isEqualTo(VIEWER);
    }

    @Test
    void apisixWithoutTheViewersUserAgent() {
        // Given
        TestingCall call = TestingCall.to("/forward-auth")
                .with("X-Forwarded-Proto", "http")
                .with("X-Forwarded-Method", "POST")
                .with("X-Forwarded-Host", "live.example.com")
                .with("X-Forwarded-Uri", "/live/1.m3u8?token=a%2Fb")
                .with("X-Forwarded-For", "2001:DB8::7");

        // Then
        assertThat(read(call))
                .isEqualTo(AccessRequest.builder()
                        .clientAddress("2001:db8::7")
                        .path("/live/1.m3u8")
                        .host("live.example.com")
                        .origin("http://live.example.com")
                        .query("token=a%2Fb")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Real-Ip",
                "X-Session-Id",
                "X-Channel-Id",
                "X-Real-Path",
                "X-Real-Host",
                "X-Original-URI",
                "X-Original-URL",
                "X-Forwarded-Prefix",
                "X_Forwarded_Uri",
                "X_Forwarded_For",
                "Forwarded",
                "True-Client-Ip"
            })
    void whatTheProxyDoesNotSetMayBeTheViewersOwnAndIsNotRead(String name) {
        assertThat(read(TRAEFIK.with(name, "10.0.0.1"))).isEqualTo(VIEWER);
    }

    @Test
    void withoutTheUriTheCallerIsRefused() {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(TestingCall.to("/forward-auth?token=abc").with("X-Original-URI", "/1")))
                .withMessageContaining("X-Forwarded-Uri");
    }

    @Test
    void withoutAnAddressTheViewerIsUnknown() {
        assertThat(read(TestingCall.to("/forward-auth")
                                .with("X-Forwarded-Uri", "/1")
                                .with("X-Real-Ip", "10.0.0.1"))
                        .clientAddress())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-Uri", "X-Forwarded-Host", "X-Forwarded-Proto"})
    void aHeaderThatCameTwiceIsRefused(String name) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(TRAEFIK.with(name, "/free")))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp", "javascript", "https://x"})
    void aSchemeThatNoPlayerUsesIsRefused(String scheme) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(TestingCall.to("/forward-auth")
                        .with("X-Forwarded-Uri", "/1")
                        .with("X-Forwarded-Host", "live.example.com")
                        .with("X-Forwarded-Proto", scheme)))
                .withMessageContaining("X-Forwarded-Proto");
    }

    private static AccessRequest read(TestingCall call) {
        return TestingDialects.speaking().at(call.target()).read(call).request();
    }
}
