package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing in a body leads to another failure than a refusal, and no refusal says what was in it. */
class HostileBodiesAreRefusedTest {

    private static final List<String> PATHS = List.of(
            "/flussonic", "/mediamtx", "/srs", "/nginx-rtmp", "/zlmediakit/on_play", "/mistserver", "/antmedia/play");

    static Stream<String> bodies() {
        String nested = "{\"action\":".repeat(100_000);
        return Stream.of(
                "s3cret",
                "{",
                "[]",
                "null",
                "\"s3cret\"",
                "{\"action\":\"on_play\"} {}",
                "{\"action\":\"on_play\",\"action\":\"on_stop\"}",
                "{\"action\":{\"s3cret\":1}}",
                "{\"action\":true}",
                "{\"action\":1.5}",
                "{\"action\":" + "9".repeat(5000) + "}",
                "{\"action\":\"\\ud800\"}",
                "{\"action\":\"s3cret\",\"mode\":\"s3cret\"}",
                nested,
                "[".repeat(100_000),
                "\u0000\u0001\u0002",
                "call=s3cret",
                "call=play",
                "&&&&=&=&",
                "%%%&call=%zz");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void byEveryDialect(String body) {
        for (String path : PATHS) {
            TestingCall call = TestingCall.post(path, body).with("X-Trigger", "USER_NEW");
            assertThatIllegalArgumentException()
                    .as(path)
                    .isThrownBy(() -> TestingDialects.speaking().at(path).read(call))
                    .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("s3cret"))
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vip\n203.0.113.7\nx\nHLS\nhttp://a.example.com/hls/free/index.m3u8\nany\nHLS\nhttp://a.example.com/hls/vip/index.m3u8\ns1",
                "vip\n203.0.113.7\nx\ny\nHLS\nhttp://a.example.com/hls/vip/index.m3u8\ns1",
                "vip\n203.0.113.7\nx\r\ny\nHLS\nhttp://a.example.com/hls/vip/index.m3u8\ns1",
                "vip\n203.0.113.7\n5\nHLS\nhttp://a.example.com/hls/vip/index.m3u8"
            })
    void aViewerOfMistserverWhoMovesItsLines(String body) {
        TestingCall call = TestingCall.post("/mistserver", body).with("X-Trigger", "USER_NEW");
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> TestingDialects.speaking().at("/mistserver").read(call));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vip\n203.0.113.7\n5\nHLS\nhttp://a.example.com/hls/vip/index.m3u8\ns1",
                "vip\n203.0.113.7\n\nHTTP\nhttp://a.example.com/vip.mp4\ns1\ntrue",
                "live+a b\n203.0.113.7\n5\nHLS\nhttp://a.example.com/hls/live+a%20b/index.m3u8\ns1\nfalse",
                "live+caf\u00e9\n203.0.113.7\n5\nHLS\nhttp://a.example.com/hls/live+caf%C3%A9/index.m3u8\ns1",
                "vip\n203.0.113.7\n5\nRTMP\nrtmp://a.example.com/live/vip\ns1\n"
            })
    void butNoOtherViewerOfMistserver(String body) {
        TestingCall call = TestingCall.post("/mistserver", body).with("X-Trigger", "USER_NEW");
        assertThat(TestingDialects.speaking()
                        .at("/mistserver")
                        .read(call)
                        .request()
                        .session())
                .isEqualTo("s1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../vip",
                "a/../vip",
                "a//vip",
                "a;b",
                "a\\\\vip",
                "a%2e%2e",
                "a\\u0000",
                "a\\r\\nX-UserId: 1",
                "a?token=1",
                "a#b",
                ""
            })
    void aStreamWhoseNameIsAmbiguous(String stream) {
        // Given
        TestingCall srs = TestingCall.post(
                "/srs",
                "{\"action\":\"on_play\",\"ip\":\"203.0.113.7\",\"app\":\"live\",\"stream\":\"" + stream + "\"}");
        TestingCall mediamtx = TestingCall.post("/mediamtx", "{\"action\":\"read\",\"path\":\"" + stream + "\"}");
        TestingCall flussonic = TestingCall.post("/flussonic", "{\"name\":\"" + stream + "\"}");

        // Then
        for (TestingCall call : List.of(srs, mediamtx, flussonic)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> TestingDialects.speaking().at(call.target()).read(call));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "203.0.113.7:80", "010.0.0.1", "fe80::1%eth0", "203.0.113.7, 10.0.0.1"})
    void aViewerWhoseAddressIsNone(String address) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> TestingDialects.speaking()
                        .at("/srs")
                        .read(TestingCall.post(
                                "/srs",
                                "{\"action\":\"on_play\",\"app\":\"a\",\"stream\":\"b\",\"ip\":\"" + address + "\"}")))
                .withMessageContaining("ip");
    }

    @Test
    void namesInAnyScriptTravelAsTheirBytes() {
        // When
        String path = TestingDialects.speaking()
                .at("/mediamtx")
                .read(TestingCall.post("/mediamtx", "{\"action\":\"read\",\"path\":\"live/спорт\"}"))
                .request()
                .path();

        // Then
        assertThat(path).isEqualTo("/live/%D1%81%D0%BF%D0%BE%D1%80%D1%82");
    }

    @Property(tries = 500)
    void bytesOfNoMeaningFailNoOtherWay(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        StringBuilder body =
                new StringBuilder(random.nextBoolean() ? "{\"action\":\"on_play\",\"app\":\"" : "app=live&call=play&");
        for (byte each : bytes) {
            body.append((char) (each & 0x7f));
        }
        for (String path : PATHS) {
            try {
                TestingDialects.speaking().at(path).read(TestingCall.post(path, body.toString()));
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).hasSizeLessThan(200);
            }
        }
    }
}
