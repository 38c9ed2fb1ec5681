package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.QueryString;

/** What the middleware gets as the viewer's query, wherever the caller tells it. */
class TokenOfItsOwnFieldReachesTheQueryTest {

    @ParameterizedTest
    @CsvSource(
            value = {
                "T,      '',              token=T",
                "T,      a=1,             a=1&token=T",
                "'',     token=T,         token=T",
                "T,      token=U,         token=U",
                "T,      token=,          token=",
                "T,      Token=U,         Token=U",
                "T,      tok%65n=U,       tok%65n=U",
                "T,      token[]=U,       token[]=U",
                "T,      a=%2F+b&x,       a=%2F+b&x&token=T",
                "'',     '',              ''",
                "a/b c&d=+%,  '',         token=a%2Fb%20c%26d%3D%2B%25"
            })
    void mediamtx(String token, String query, String sent) {
        // Given
        TestingCall call = TestingCall.post(
                "/mediamtx",
                "{\"action\":\"read\",\"path\":\"a\",\"token\":\"" + token + "\",\"query\":\"" + query + "\"}");

        // Then
        assertThat(query(call)).isEqualTo(sent);
    }

    @Test
    void everyByteThatMayMeanSomethingElseIsEscaped() {
        for (char c = 0; c <= 0xff; c++) {
            String token = "t" + c;
            boolean plain = String.valueOf(c).matches("[A-Za-z0-9._~-]");

            assertThat(ViewerQuery.with(token, QueryString.EMPTY).raw())
                    .isEqualTo("token=t" + (plain ? c : String.format("%%%02X", (int) c)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "name=a&token=T,                          token=T",
        "name=a&token=T&qs=token%3DT%26x%3D%252F, token=T&x=%2F",
        "name=a&qs=x%3Da+b&token=T,               x=a+b&token=T",
        "name=a&qs=%3Fx%3D1,                      x=1",
        "realm=eu?name=a&token=T&,                token=T",
        "&&name=a&&token=T&,                      token=T",
        "name=a&token=T&token=U,                  token=T",
        "name=a&token=,                           ''",
        "name=a,                                  ''"
    })
    void flussonic(String fields, String sent) {
        assertThat(query(TestingCall.to("/flussonic?" + fields))).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"?token=T, token=T", "token=T, token=T", "?, ''", "'', ''", "??a, ?a"})
    void srs(String param, String sent) {
        assertThat(query(TestingCall.post(
                        "/srs", "{\"action\":\"on_play\",\"app\":\"a\",\"stream\":\"b\",\"param\":\"" + param + "\"}")))
                .isEqualTo(sent);
    }

    @Test
    void srsOfOldThatTellsNone() {
        assertThat(query(TestingCall.post(
                        "/srs", "{\"action\":\"on_play\",\"app\":\"a\",\"stream\":\"b\",\"param\":null}")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "call=play&name=a&start=0&duration=0&reset=0&token=T,                token=T",
        "call=play&name=a&start=0&duration=0&reset=0&name=b&call=publish,    name=b&call=publish",
        "call=play&name=a&start=0&duration=0&reset=0,                        ''",
        "call=play&name=a&token=T,                                           token=T",
        "call=publish&name=a&type=live&type=x,                               type=x",
        "call=update_play&time=1&timestamp=2&name=a&time=9,                  time=9",
        "call=update_publish&time=1&timestamp=2&name=a&token=%2F+,           token=%2F+",
        "call=play&name=a&&token=T,                                          &token=T",
        "call=play&name=a&?token=T,                                          token=T"
    })
    void nginxRtmp(String form, String sent) {
        TestingCall call = TestingCall.post("/nginx-rtmp", "app=live&addr=203.0.113.7&clientid=1&" + form);

        assertThat(query(call)).isEqualTo(sent);
        assertThat(TestingDialects.speaking()
                        .at("/nginx-rtmp")
                        .read(call)
                        .request()
                        .path())
                .isEqualTo("/live/a");
    }

    /** What a player connects with and what it plays, and what is sent: its bytes as they came, whatever they are. */
    @ParameterizedTest
    @CsvSource({
        "token=T,                x=1,       x=1&token=T",
        "token=T,                '',        token=T",
        "token=%E2%82%AC,        x=1,       x=1&token=%E2%82%AC",
        "token=%FF,              x=1,       x=1&token=%FF",
        "token=%C3%A9,           x=1,       x=1&token=%C3%A9",
        "token=a+b%2Fc,          x=1,       x=1&token=a+b%2Fc",
        "a=1&token=T&b=2,        x=1,       x=1&token=T",
        "Token=T,                x=1,       x=1&Token=T",
        "token=T&token=U,        x=1,       x=1&token=T&token=U",
        "token=%E2%82%AC,        token=U,   token=U",
        "token=T,                token=,    token=",
        "token=,                 x=1,       x=1",
        "a=1,                    x=1,       x=1"
    })
    void nginxRtmpThatIsToldTheTokenWhenThePlayerConnects(String connected, String played, String sent) {
        // Given: nginx-rtmp escapes the address that the player connected to
        String address = URLEncoder.encode("rtmp://h/live?" + connected, StandardCharsets.UTF_8);
        TestingCall call = TestingCall.post(
                "/nginx-rtmp",
                "app=live&addr=203.0.113.7&clientid=1&tcurl=" + address + "&call=play&name=a&start=0&duration=0&reset=0"
                        + (played.isEmpty() ? "" : '&' + played));

        // Then
        assertThat(query(call)).isEqualTo(sent);
    }

    private static String query(TestingCall call) {
        return TestingDialects.speaking()
                .at(call.target())
                .read(call)
                .request()
                .query()
                .raw();
    }
}
