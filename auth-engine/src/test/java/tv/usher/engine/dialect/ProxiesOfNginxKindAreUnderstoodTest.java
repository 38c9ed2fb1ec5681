package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.TestingDecider;

/** nginx {@code auth_request}, ingress-nginx, HAProxy's auth-request. */
class ProxiesOfNginxKindAreUnderstoodTest {

    private static final TestingCall NGINX = TestingCall.to("/nginx")
            .with("X-Original-URI", "/live/sport1/index.m3u8?token=abc")
            .with("X-Original-Method", "HEAD")
            .with("X-Real-IP", "203.0.113.7")
            .with("X-Forwarded-For", "10.9.9.9, 203.0.113.7")
            .with("X-Forwarded-Proto", "https")
            .with("X-Forwarded-Host", "Live.example.com")
            .with("User-Agent", "VLC/3.0.18");

    @Test
    void nginx() {
        assertThat(read(NGINX))
                .isEqualTo(AccessRequest.builder()
                        .clientAddress("203.0.113.7")
                        .path("/live/sport1/index.m3u8")
                        .host("live.example.com")
                        .origin("https://live.example.com")
                        .userAgent("VLC/3.0.18")
                        .query("token=abc")
                        .build());
    }

    @Test
    void ingressNginx() {
        // Given
        TestingCall call = TestingCall.to("/nginx")
                .with("X-Original-URL", "https://live.example.com:8443/live/sport1/index.m3u8?token=abc")
                .with("X-Original-Method", "GET")
                .with("X-Real-IP", "203.0.113.7")
                .with("X-Forwarded-For", "203.0.113.7")
                .with("X-Auth-Request-Redirect", "/live/sport1/index.m3u8?token=abc")
                .with("X-Sent-From", "nginx-ingress-controller");

        // Then
        assertThat(read(call))
                .isEqualTo(AccessRequest.builder()
                        .clientAddress("203.0.113.7")
                        .path("/live/sport1/index.m3u8")
                        .host("live.example.com")
                        .origin("https://live.example.com:8443")
                        .query("token=abc")
                        .build());
    }

    @Test
    void whoSendsForwardedUri() {
        // Given
        TestingCall call = TestingCall.to("/nginx")
                .with("X-Forwarded-Uri", "/live/1.m3u8?token=abc")
                .with("X-Forwarded-For", "203.0.113.7");

        // Then
        assertThat(read(call).path()).isEqualTo("/live/1.m3u8");
        assertThat(read(call).query().raw()).isEqualTo("token=abc");
    }

    @Test
    void withoutTheUriTheCallerIsRefusedAndTheOperatorIsToldWhatToSet() {
        // Given
        Dialect nginx = TestingDialects.speaking().at("/nginx");

        // When
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(TestingCall.to("/nginx?token=abc").with("X-Real-IP", "203.0.113.7")))
                .withMessageContaining("proxy_set_header X-Original-URI $request_uri;");

        // Then
        assertThat(nginx.write(AccessRequest.builder().build(), TestingDecider.denied())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theCallsOwnQueryIsNotTheViewers() {
        assertThat(read(TestingCall.to("/nginx?token=operators").with("X-Original-URI", "/live/1.m3u8"))
                        .query()
                        .raw())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                    | 203.0.113.7",
                "10.0.0.1, 203.0.113.7          | 203.0.113.7",
                "10.0.0.1,203.0.113.7           | 203.0.113.7",
                "unknown, garbage, 2001:DB8::7  | 2001:db8::7",
                "10.0.0.1, ::ffff:203.0.113.7   | 203.0.113.7",
            })
    void withoutRealIpTheLastHopIsTheViewer(String forwardedFor, String client) {
        assertThat(read(TestingCall.to("/nginx").with("X-Original-URI", "/1").with("X-Forwarded-For", forwardedFor))
                        .clientAddress())
                .isEqualTo(client);
    }

    @Test
    void theLastOfSeveralForwardedForHeadersCounts() {
        assertThat(read(TestingCall.to("/nginx")
                                .with("X-Original-URI", "/1")
                                .with("X-Forwarded-For", "10.0.0.1")
                                .with("X-Forwarded-For", "10.0.0.2, 203.0.113.7"))
                        .clientAddress())
                .isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 10_000})
    void howeverLongTheListTheLastHopIsTheViewer(int hops) {
        assertThat(read(TestingCall.to("/nginx")
                                .with("X-Original-URI", "/1")
                                .with("X-Forwarded-For", "10.0.0.1, ".repeat(hops) + "203.0.113.7"))
                        .clientAddress())
                .isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"unknown", "203.0.113.7:http", "[2001:db8::7]80", "fe80::1%eth0", "010.0.0.1", "for=1.2.3.4"})
    void aLastHopThatIsNoAddressIsRefused(String hop) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(TestingCall.to("/nginx")
                        .with("X-Original-URI", "/1")
                        .with("X-Forwarded-For", "203.0.113.7, " + hop)))
                .withMessageContaining("X-Forwarded-For");
    }

    @ParameterizedTest
    @CsvSource({
        "X-Original-URI, /vip/1.m3u8,                          X-Original-URL,  https://live.example.com/free/1.m3u8",
        "X-Original-URL, https://live.example.com/vip/1.m3u8,  X-Original-URI,  /free/1.m3u8",
        "X-Original-URL, https://live.example.com/vip/1.m3u8,  X-Original-URI,  /vip/1.m3u8?token=anothers",
        "X-Original-URI, /vip/1.m3u8,                          X-Forwarded-Uri, /free/1.m3u8",
        "X-Forwarded-Uri, /vip/1.m3u8,                         X-Original-URI,  /free/1.m3u8",
    })
    void aViewerCannotTellAnotherUriThanTheProxy(String proxys, String asked, String viewers, String told) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(
                        () -> read(TestingCall.to("/nginx").with(proxys, asked).with(viewers, told)));
    }

    @Test
    void aProxyMayTellTheUriInTwoWays() {
        assertThat(read(TestingCall.to("/nginx")
                        .with("X-Original-URI", "/vip/1.m3u8?token=abc")
                        .with("X-Original-URL", "https://live.example.com/vip/1.m3u8?token=abc")
                        .with("X-Forwarded-Uri", "/vip/1.m3u8?token=abc")))
                .satisfies(request -> {
                    assertThat(request.path()).isEqualTo("/vip/1.m3u8");
                    assertThat(request.query().raw()).isEqualTo("token=abc");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-Host, other.example.com",
        "X-Original-URI,   https://other.example.com/vip/1.m3u8",
        "X-Original-URI,   http://live.example.com/vip/1.m3u8",
    })
    void aViewerCannotTellAnotherHostThanTheProxysUrl(String viewers, String told) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(TestingCall.to("/nginx")
                        .with("X-Original-URL", "https://live.example.com/vip/1.m3u8")
                        .with(viewers, told)));
    }

    @Test
    void aViewerCannotTellAnotherHostThanTheProxysForwardedHost() {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(
                        NGINX.with("X-Original-URL", "https://other.example.com/live/sport1/index.m3u8?token=abc")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a/../b",
                "/a%2fb",
                "//a",
                "/a#b",
                "/a?b#c",
                "*",
                "a",
                "?token=1",
                "https://live.example.com/a/%2e%2e/b",
                "https://live.example.com#/a"
            })
    void anAmbiguousUriIsRefused(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(TestingCall.to("/nginx").with("X-Original-URI", uri)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a@live.example.com/x", "https://live.example.com:80:80/x", "https:///x"})
    void aUrlWithoutAPlainHostIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(TestingCall.to("/nginx").with("X-Original-URL", url)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Session-Id", "X-Channel-Id", "X-Real-Path", "X-Real-Ua", "X_Original_URI"})
    void whatTheRecipeDoesNotSetMayBeTheViewersOwnAndIsNotRead(String name) {
        assertThat(read(NGINX.with(name, "/free"))).isEqualTo(read(NGINX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Original-URI", "X-Real-IP", "X-Forwarded-Host", "X-Forwarded-Proto"})
    void aHeaderThatCameTwiceIsRefusedUnlessBothAreEqual(String name) {
        assertThat(read(NGINX.with(name, NGINX.header(name)))).isEqualTo(read(NGINX));
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> read(NGINX.with(name, "10.0.0.1")))
                .withMessageContaining(name);
    }

    @Test
    void couldNotDecideIsA5xxWhichNginxTurnsInto500() {
        assertThat(TestingDialects.speaking()
                        .at("/nginx")
                        .write(AccessRequest.builder().build(), TestingDecider.undecided())
                        .status())
                .isEqualTo(503);
        assertThat(TestingDecider.undecided().answer()).isEqualTo(Answer.ERROR);
    }

    private static AccessRequest read(TestingCall call) {
        return TestingDialects.speaking().at(call.target()).read(call).request();
    }
}
