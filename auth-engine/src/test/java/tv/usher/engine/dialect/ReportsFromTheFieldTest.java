package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;

/**
 * What people reported of real callers, each by its input and the right answer: one reading where there is only one, and a refusal where
 * there are two. T51 is in the tables of SRS, nginx-rtmp and MistServer, T52 in Envoy's.
 */
class ReportsFromTheFieldTest {

    private static final String REFUSED = "refused";
    private static final Dialects DIALECTS = TestingDialects.speaking();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Forwarded-For: 203.0.113.7:51234                                  | client 203.0.113.7",
                "X-Forwarded-For: 10.0.0.1, [2001:db8::7]:51234                      | client 2001:db8::7",
                "X-Forwarded-For: 2001:db8::7:51234                                  | refused",
                "X-Forwarded-For: unknown                                            | refused",
                "X-Forwarded-Host: live.example.com, live.example.com                | host live.example.com",
                "X-Forwarded-Host: live.example.com,LIVE.example.com                 | host live.example.com",
                "X-Forwarded-Host: live.example.com, edge.example.com                | refused",
                "X-Forwarded-Host: live.example.com,                                 | refused",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: https, https       | origin https://a.example",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: https,http         | refused",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: wss                | origin wss://a.example",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: WS                 | origin ws://a.example",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: ftp                | refused",
                "User-Agent: Player<TAB>1.0                                          | agent Player 1.0",
                "X-Original-URL: https://live.example.com/live/a/1.ts                | host live.example.com",
                "X-Original-URL: https://live.example.com/live/b/1.ts                | refused",
                "X-Forwarded-Uri: /live/b/1.ts                                       | refused"
            })
    void nginx(String headers, String right) {
        assertReads(headersOf(TestingCall.to("/nginx").with("X-Original-URI", "/live/a/1.ts"), headers), right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Forwarded-For: 203.0.113.7:51234                                  | client 203.0.113.7",
                "X-Forwarded-For: [2001:db8::7]:51234                                | client 2001:db8::7",
                "X-Forwarded-For: [2001:db8::7]                                      | client 2001:db8::7",
                "X-Forwarded-For: 203.0.113.7, 127.0.0.1                             | client 127.0.0.1",
                "X-Forwarded-Host: live.example.com, live.example.com                | host live.example.com",
                "X-Forwarded-Host: live.example.com, edge.example.com                | refused",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: wss                | origin wss://a.example",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: https,https        | origin https://a.example",
                "X-Forwarded-Host: a.example ~ X-Forwarded-Proto: http,https         | refused",
                "User-Agent: Player<TAB>1.0                                          | agent Player 1.0",
                "X-Original-URL: http://other.example/live/b/1.ts                    | path /live/a/1.ts",
                "X-Original-URI: /live/b/1.ts                                        | path /live/a/1.ts"
            })
    void forwardAuth(String headers, String right) {
        assertReads(headersOf(TestingCall.to("/forward-auth").with("X-Forwarded-Uri", "/live/a/1.ts"), headers), right);
    }

    /** Envoy before 1.28 lists itself behind the viewer; what asks is at 127.0.0.1 here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Forwarded-For: 203.0.113.7, 127.0.0.1                             | client 203.0.113.7",
                "X-Forwarded-For: 10.9.9.9, 203.0.113.7,127.0.0.1                    | client 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7 ~ X-Forwarded-For: 127.0.0.1           | client 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7, ::ffff:127.0.0.1                      | client 203.0.113.7",
                "X-Forwarded-For: 203.0.113.7                                        | client 203.0.113.7",
                "X-Forwarded-For: 127.0.0.1                                          | client 127.0.0.1",
                "X-Forwarded-For: 127.0.0.1, 127.0.0.1                               | client 127.0.0.1",
                "X-Forwarded-For: 203.0.113.7, 192.0.2.9                             | client 192.0.2.9",
                "X-Forwarded-For: garbage, 127.0.0.1                                 | refused",
                "X-Forwarded-For: 1.1.1.1 ~ Host: a.example ~ X-Forwarded-Proto: ws  | origin ws://a.example",
                "X-Forwarded-For: 1.1.1.1 ~ User-Agent: a<TAB>b                      | agent a b"
            })
    @DisplayName("T52 Envoy that lists itself isn't the viewer")
    void envoy(String headers, String right) {
        assertReads(headersOf(TestingCall.to("/envoy/live/a/1.ts"), headers), right);
    }

    @Test
    void envoyThatListsItselfBehindTheOperatorsProxies() {
        // Given
        TestingCall call =
                TestingCall.to("/envoy/live/a/1.ts").with("X-Forwarded-For", "203.0.113.7, 10.0.0.1, 127.0.0.1");

        // Then
        assertThat(TestingDialects.with()
                        .proxies("10.0.0.0/8")
                        .dialects()
                        .at(call.target())
                        .read(call)
                        .request()
                        .clientAddress())
                .isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "X-Real-Ua: Player<TAB>1.0                                           | agent Player 1.0",
                "X-Real-Origin: wss://a.example                                      | host a.example"
            })
    void cesbo(String headers, String right) {
        assertReads(headersOf(TestingCall.to("/cesbo"), headers), right);
    }

    /** Before April 2026 it tells no token of its own, and the player's password is one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'user':'anna','password':'T'                                        | query token=T",
                "'user':'','password':'a b/c'                                        | query token=a%20b%2Fc",
                "'user':'anna','password':'T','token':''                             | query token=T",
                "'user':'anna','password':'T','token':null                           | query token=T",
                "'user':'anna','password':'P','token':'T'                            | query token=T",
                "'user':'anna','password':'P','query':'token=T'                      | query token=T",
                "'user':'anna','password':'','query':'x=1'                           | query x=1",
                "'userAgent':'a<TAB>b'                                               | agent a b"
            })
    void mediamtx(String fields, String right) {
        assertReads(json("/mediamtx", "'action':'read','path':'live/a',", fields), right);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'stream':'a'                                                        | path /live/a",
                "'stream':'a.m3u8','stream_url':'/live/a'                            | path /live/a",
                "'stream':'a.m3u8','stream_url':'video.example.com/live/a'           | path /live/a",
                "'stream':'a.m3u8'                                                   | path /live/a",
                "'stream':'a.flv'                                                    | path /live/a",
                "'stream':'a.flv','stream_url':'/live/a.flv'                         | path /live/a",
                "'stream':'a.flv','stream_url':'/live/a'                             | path /live/a",
                "'stream':'a.ts'                                                     | path /live/a",
                "'stream':'a.hd'                                                     | path /live/a.hd",
                "'stream':'a.m3u8.m3u8','stream_url':'/live/a.m3u8'                  | refused",
                "'stream':'a.m3u8','stream_url':'/live/b'                            | refused",
                "'stream':'a','stream_url':'/live/a','param':'?token=T?token=T'      | query token=T",
                "'stream':'a','param':'?token=T'                                     | query token=T",
                "'stream':'a','param':'?token=T?token=U'                             | query token=T?token=U",
                "'stream':'a','param':'?x=?x='                                       | query x="
            })
    @DisplayName("T51 SRS names one channel in one way")
    void srs(String fields, String right) {
        for (String hook : List.of("on_play", "on_stop")) {
            TestingCall call = json("/srs", "'action':'" + hook + "','app':'live','client_id':'1',", fields);
            assertReads(call, right);
            if (right.startsWith("path ")) {
                assertReads(call, right.replace("path /live/", "channel "));
            }
        }
    }

    /** Its module opens the same file for each of them. {@code film} is {@code film.flv}, of which either may be a live stream's name. */
    @ParameterizedTest
    @CsvSource({
        "film.mp4, film.mp4",
        "mp4:film, film.mp4",
        "mp4:film.mp4, film.mp4",
        "Mp4:film.MP4, film.MP4",
        "mp4:mp4:film, mp4:film.mp4",
        "film, film",
        "film.flv, film.flv",
        "flv:film, flv:film",
        "mp3:film, mp3:film"
    })
    @DisplayName("T51 nginx-rtmp names one file in one way")
    void filesOfNginxRtmp(String name, String right) {
        for (String call : List.of("play", "update_play", "play_done", "publish")) {
            TestingCall asked = TestingCall.post("/nginx-rtmp", "app=vod&tcurl=&call=" + call + "&name=" + name);
            assertReads(asked, "path /vod/" + right);
            assertReads(asked, "channel " + right);
        }
    }

    /** It plays what it tells first, and resolves the dots only in the URL that it tells; its connectors have paths of their own. */
    @ParameterizedTest
    @CsvSource({
        "vip, http://a.example.com/hls/vip/index.m3u8, /vip",
        "vip, http://a.example.com/hls/free/index.m3u8, /vip",
        "vip, http://a.example.com/hls/VIP/index.m3u8, /vip",
        "vip, http://a.example.com/hls/v%22ip/index.m3u8, /vip",
        "vip, http://a.example.com/hls/v%21ip/vip.m3u8, /vip",
        "vip, http://a.example.com/Vip.mp4, /vip",
        "vip, rtmp://a.example.com/live/vip, /vip",
        "live+a, http://a.example.com/hls/live%20a/index.m3u8, /live+a",
        "live+a b, http://a.example.com/hls/live+a%20b/index.m3u8, /live+a%20b"
    })
    @DisplayName("T51 MistServer names one stream in one way")
    void mistserver(String stream, String url, String right) {
        TestingCall asked = TestingCall.post("/mistserver", stream + "\n203.0.113.7\n5\nHLS\n" + url + "?token=T\ns1")
                .with("X-Trigger", "USER_NEW");
        assertReads(asked, "path " + right);
        assertReads(asked, "channel " + stream);
        assertReads(asked, "query token=T");
    }

    @Test
    void whatIsPublishedToSrsCannotPassForAnothersHls() {
        assertReads(json("/srs", "'action':'on_publish','app':'live',", "'stream':'a'"), "path /live/a");
        assertReads(json("/srs", "'action':'on_publish','app':'live',", "'stream':'a.flv'"), REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "?app=live&tcurl=&call=play&name=a&token=T                           | query token=T",
                "?realm=eu?app=live&tcurl=&call=play&name=a&token=T                  | query token=T",
                "?realm=eu?app=live&tcurl=&call=play&name=a&token=T                  | path /live/a",
                "?app=live&tcurl=&call=play&name=a&x?app=free&call=play&name=b       | path /live/a",
                "?app=live&tcurl=&call=play&name=a&token=a?b                         | query token=a?b",
                "?app=live&tcurl=rtmp%3A%2F%2Fh%2Flive%3Ftoken%3DT&call=play&name=a  | query token=T",
                "?app=live&tcurl=rtmp%3A%2F%2Fh%2Flive%3Ftoken%3DT&call=play&name=a  | host h",
                "?app=live&tcurl=rtmp%3A%2F%2Fh%3Ftoken%3DT&call=play&name=a         | host h",
                "?app=live&tcurl=rtmp%3A%2F%2Fh%2Flive%3Ftoken%3DT&call=play&name=a&x=1     | query x=1&token=T",
                "?app=live&tcurl=rtmp%3A%2F%2Fh%2Flive%3Ftoken%3DT&call=play&name=a&token=U | query token=U"
            })
    void nginxRtmp(String query, String right) {
        assertReads(TestingCall.to("/nginx-rtmp" + query), right);
        if (!query.contains("realm")) {
            assertReads(TestingCall.post("/nginx-rtmp", query.substring(1)), right);
        }
    }

    private static TestingCall headersOf(TestingCall call, String headers) {
        TestingCall with = call;
        for (String header : headers.split(" ~ ")) {
            String[] parts = header.split(": ", 2);
            with = with.with(parts[0], parts[1].replace("<TAB>", "\t"));
        }
        return with;
    }

    private static TestingCall json(String target, String first, String fields) {
        String text = '{' + first + fields + '}';
        return TestingCall.post(target, text.replace('\'', '"').replace("<TAB>", "\\t"));
    }

    private static void assertReads(TestingCall call, String right) {
        Dialect dialect = DIALECTS.at(call.target());
        if (right.equals(REFUSED)) {
            assertThatExceptionOfType(UnreadableCall.class).isThrownBy(() -> dialect.read(call));
        } else {
            String[] expected = right.split(" ", 2);
            assertThat(fact(dialect.read(call).request(), expected[0])).isEqualTo(expected[1]);
        }
    }

    private static String fact(AccessRequest request, String name) {
        return switch (name) {
            case "client" -> request.clientAddress();
            case "host" -> request.host();
            case "origin" -> request.origin();
            case "agent" -> request.userAgent();
            case "path" -> request.path();
            case "channel" -> request.channel();
            case "query" -> request.query().raw();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
