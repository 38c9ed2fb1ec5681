package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;

/** Astra's "HTTP Request" and Alta's "HTTP Backend". */
class CesboCallersAreUnderstoodTest {

    private static final TestingCall ASTRA = TestingCall.to("/?token=123")
            .with("X-Session-ID", "1")
            .with("X-Channel-ID", "a001")
            .with("X-Real-IP", "203.0.113.7")
            .with("X-Real-Path", "/play/a001/index.m3u8")
            .with("X-Real-UA", "VLC/3.0.18")
            .with("X-Real-Host", "live.example.com");

    private static final TestingCall ALTA = TestingCall.to("/cesbo?token=123")
            .with("X-Session-Id", "482911")
            .with("X-Real-Ip", "203.0.113.7")
            .with("X-Real-Path", "/channel-path/index.m3u8")
            .with("X-Real-Ua", "VLC/3.0.18 LibVLC/3.0.18")
            .with("X-Real-Origin", "https://Live.Example.com:8443");

    @Test
    void astra() {
        assertThat(read(ASTRA))
                .isEqualTo(AccessRequest.builder()
                        .session("1")
                        .channel("a001")
                        .clientAddress("203.0.113.7")
                        .path("/play/a001/index.m3u8")
                        .host("live.example.com")
                        .userAgent("VLC/3.0.18")
                        .query("token=123")
                        .build());
    }

    @Test
    void alta() {
        assertThat(read(ALTA))
                .isEqualTo(AccessRequest.builder()
                        .session("482911")
                        .clientAddress("203.0.113.7")
                        .path("/channel-path/index.m3u8")
                        .host("live.example.com")
                        .origin("https://Live.Example.com:8443")
                        .userAgent("VLC/3.0.18 LibVLC/3.0.18")
                        .query("token=123")
                        .build());
    }

    @Test
    void inAnyCase() {
        assertThat(read(ASTRA.inCapitals())).isEqualTo(read(ASTRA));
        assertThat(read(ALTA.inCapitals())).isEqualTo(read(ALTA));
    }

    @Test
    void withoutAnyHeader() {
        assertThat(read(TestingCall.to("/?token=123")))
                .isEqualTo(AccessRequest.builder().query("token=123").build());
        assertThat(read(TestingCall.to("/"))).isEqualTo(AccessRequest.builder().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/cesbo",
                "/check",
                "/stalker_portal/server/api/chk_flussonic_tmp_link.php",
                "/auth/arescrypt/",
                "/tvmiddleware/api/streamservice/token/check/"
            })
    void onAnyPath(String path) {
        assertThat(TestingDialects.speaking().at(path + "?token=123").name()).isEqualTo("cesbo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=123&a=%2F+b&a=&x",
                "token=a&token=b&token[]=c&Token=d&tok%65n=e",
                "?token=123",
                "a=b?c=d",
                "start=1669810000&duration=3600",
                "a=|\"{}%zz<>\\^`",
                "name=\u00c3\u00a9",
                "&&=&",
                "url=http://x/y"
            })
    void theQueryIsKeptByteForByte(String query) {
        assertThat(read(TestingCall.to("/?" + query)).query().raw()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X_Real_IP", "X_REAL_IP", "X.Real.Ip", "XRealIp", "X-Real-IP2"})
    void anAliasOfAHeaderIsAnotherHeader(String alias) {
        assertThat(read(TestingCall.to("/").with(alias, "10.0.0.1")).clientAddress())
                .isEmpty();
        assertThat(read(ASTRA.with(alias, "10.0.0.1")).clientAddress()).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Uri", "X-Original-URI"})
    void headersOfOtherDialectsAreNotRead(String name) {
        assertThat(read(ALTA.with(name, "10.0.0.1"))).isEqualTo(read(ALTA));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:DB8::0:7,       2001:db8::7",
        "::ffff:203.0.113.7,  203.0.113.7",
        "::FFFF:CB00:7107,    203.0.113.7",
        "::1,                 ::1",
    })
    void anAddressHasOneText(String sent, String canonical) {
        assertThat(read(TestingCall.to("/").with("X-Real-Ip", sent)).clientAddress())
                .isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "localhost",
                "203.0.113.7:1234",
                "[::1]:80",
                "[::1]",
                "fe80::1%eth0",
                "010.0.0.1",
                "1.2.3",
                "0x7f.0.0.1",
                "2130706433",
                "256.0.0.1",
                "203.0.113.7, 10.0.0.1",
                "203.0.113.7 10.0.0.1",
                "1::2::3",
                "::ffff:010.0.0.1",
                "-"
            })
    void whatIsNoAddressIsRefused(String address) {
        assertRefused(TestingCall.to("/").with("X-Real-Ip", address), "X-Real-Ip", address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/vip/../free/1.m3u8",
                "/./vip/1",
                "/vip/%2e%2e/1",
                "/vip/%2E/1",
                "//vip/1",
                "/vip//1",
                "/vip%2f1",
                "/vip%2F1",
                "/vip%5c1",
                "/vip\\1",
                "/vip;x/1",
                "/vip%3bx",
                "/vip%00",
                "/vip%0d%0aX-Evil: 1",
                "/vip#frag",
                "/vip%23frag",
                "/%c0%af",
                "/%ff",
                "/%ed%a0%80",
                "/vip%252e",
                "/vip%",
                "/vip%2",
                "/vip%zz",
                "/vip?token=1",
                "vip/1",
                "http://live.example.com/vip",
                "*"
            })
    void anAmbiguousPathIsRefused(String path) {
        assertRefused(TestingCall.to("/").with("X-Real-Path", path), "X-Real-Path", path);
    }

    @ParameterizedTest
    @CsvSource({
        "/play/a001/index.m3u8,  /play/a001/index.m3u8",
        "/pl%61y/1,              /play/1",
        "/caf%c3%a9/1,           /caf%C3%A9/1",
        "/caf\u00c3\u00a9/1,     /caf%C3%A9/1",
        "/a%20b/1,               /a%20b/1",
        "/a b/1,                 /a%20b/1",
        "/dir/,                  /dir/",
        "/,                      /",
    })
    void aPathHasOneText(String sent, String canonical) {
        assertThat(read(TestingCall.to("/").with("X-Real-Path", sent)).path()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "Live.Example.COM,       live.example.com",
        "live.example.com.,      live.example.com",
        "live.example.com:8080,  live.example.com",
        "LIVE.example.com.:80,   live.example.com",
        "[2001:DB8::7]:80,       2001:db8::7",
    })
    void aHostHasOneText(String sent, String canonical) {
        assertThat(read(TestingCall.to("/").with("X-Real-Host", sent)).host()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@live.example.com",
                "live.example.com/x",
                "a:b:c",
                "a..b",
                ".",
                "a b",
                "a,b",
                "live.example.com?x"
            })
    void whatIsNoHostIsRefused(String host) {
        assertRefused(TestingCall.to("/").with("X-Real-Host", host), "X-Real-Host", host);
        assertRefused(TestingCall.to("/").with("X-Real-Origin", "https://" + host), "X-Real-Origin", host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Session-Id", "X-Channel-Id", "X-Real-Ip", "X-Real-Path", "X-Real-Ua", "X-Real-Host"})
    void aHeaderThatCameTwiceIsRefusedUnlessBothAreEqual(String name) {
        // Given
        String value = ASTRA.header(name);

        // Then
        assertThat(read(ASTRA.with(name, value))).isEqualTo(read(ASTRA));
        assertRefused(ASTRA.with(name, "10.0.0.1"), name, "10.0.0.1");
        assertRefused(ASTRA.with(name, ""), name, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?token=1#frag", "/?a b", "/?\u0001"})
    void aQueryThatCannotStandInARequestLineIsRefused(String target) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(TestingCall.to(target)));
    }

    private static AccessRequest read(TestingCall call) {
        return TestingDialects.speaking().at(call.target()).read(call).request();
    }

    private static void assertRefused(TestingCall call, String header, String sent) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(call))
                .withMessageContaining(header)
                .satisfies(refusal -> assertThat(refusal.getMessage().replace(header, ""))
                        .doesNotContain(sent.length() > 3 ? sent : "\u0000"));
    }
}
