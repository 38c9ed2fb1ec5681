package tv.usher.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;

/** Whatever a viewer shows stays one value at its place in the question. */
class QuestionsAreEscapedTest {

    private static final int[] HOSTILE =
            "\"\\{}[]:,/<>&'\u0000\n\u001f\u2028é漢\uD83D\uDE00a0 ".codePoints().toArray();

    private static final HttpBackend QUERY = HttpBackend.of(TestingHttp.asking(Map.of("username", "{user}"), Map.of()));
    private static final HttpBackend HEADER =
            HttpBackend.of(TestingHttp.asking(Map.of("a", "b"), Map.of("Authorization", "Bearer {token}")));
    private static final HttpBackend BODY = HttpBackend.of(TestingHttp.posting(Map.of(
            "input", Map.of("token", "{token}", "place", "{channel} from {client}", "n", TestingHttp.number(1)))));

    @ParameterizedTest
    @CsvSource({
        "anna, anna",
        "a%26b%3Dc, a%26b%3Dc",
        "a%2Fb, a%2Fb",
        "a%00b, a%00b",
        "a%0D%0Ab, a%0D%0Ab",
        "a+b, a%2Bb",
        "a%23b, a%23b",
        "%D0%B0, %D0%B0",
        "a%252Fb, a%252Fb",
    })
    void inAQuery(String captured, String sent) {
        AccessRequest request =
                AccessRequest.builder().captures(Map.of("user", captured)).build();

        assertThat(QUERY.toRequest(request).map(BackendRequest::target))
                .contains("/player_api.php?realm=tv&username=" + sent);
    }

    @ParameterizedTest
    @CsvSource({
        "/live/%D0%9A%201/index.m3u8, '', live%2F%D0%9A%201",
        "/live/a+b/index.m3u8, '', live%2Fa%2Bb",
        "/live/x/index.m3u8, '\u00d0\u009a 1', %D0%9A%201",
        "/live/, '', live",
    })
    void aChannelIsEscapedOnceWhoeverTellsIt(String path, String told, String sent) {
        HttpBackend stream = HttpBackend.of(TestingHttp.asking(Map.of("stream", "{channel}"), Map.of()));

        assertThat(stream.toRequest(
                                AccessRequest.builder().path(path).channel(told).build())
                        .map(BackendRequest::target))
                .contains("/player_api.php?realm=tv&stream=" + sent);
    }

    @Test
    void whereThePathHasNoFolderNoChannelIsKnown() {
        HttpBackend stream = HttpBackend.of(TestingHttp.asking(Map.of("stream", "{channel}"), Map.of()));

        for (String path : List.of("", "/", "/index.m3u8")) {
            assertThat(stream.toRequest(AccessRequest.builder().path(path).build()))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void aHeaderHasNoSecondLine() {
        assertThat(HEADER.toRequest(query("token=abc")).orElseThrow().headers())
                .singleElement()
                .hasToString("Header[name=Authorization, value=Bearer abc]");
        for (String hostile : List.of("a%0D%0AX-Admin:%201", "a%0Ab", "a%00b", "a%7F", "%C2%85")) {
            assertThat(HEADER.toRequest(query("token=" + hostile))).as(hostile).isEmpty();
        }
    }

    @Test
    void aBodyIsTheSameJsonWhateverIsPutIntoIt() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            StringBuilder token = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                token.appendCodePoint(HOSTILE[random.nextInt(HOSTILE.length)]);
            }
            String shown = URLEncoder.encode(token.toString(), StandardCharsets.UTF_8);
            BackendRequest asked = BODY.toRequest(query("token=" + shown)).orElseThrow();
            Optional<Object> read =
                    JsonDocument.read(new String(asked.body().orElseThrow().bytes(), StandardCharsets.UTF_8));

            assertThat(Pointer.parse("/input/token").in(read)).isEqualTo(token.toString());
            assertThat(Pointer.parse("/input/place").in(read)).isEqualTo("live/sport1 from 203.0.113.7");
            assertThat(Pointer.parse("/input").in(read))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "token=", "token=a&token=b", "Token=a", "token[]=a", "token=%FF", "token=%ED%A0%80", "x=1"})
    void whoShowsNothingThatIsNeededIsLeftToOthers(String query) {
        assertThat(BODY.toRequest(query(query))).isEmpty();
        assertThat(HEADER.toRequest(query(query))).isEmpty();
    }

    @Test
    void whatIsCapturedGoesBeforeWhatStandsInTheQuery() {
        AccessRequest request = AccessRequest.builder()
                .captures(Map.of("user", "anna"))
                .query("user=bert")
                .build();

        assertThat(QUERY.toRequest(request).map(BackendRequest::target))
                .contains("/player_api.php?realm=tv&username=anna");
        assertThat(QUERY.toRequest(request).map(BackendRequest::identity)).contains(List.of("anna"));
    }

    @Test
    void aViewersParameterCannotReplaceAConfiguredOne() {
        HttpBackend named = HttpBackend.of(TestingHttp.asking(Map.of("realm", "{user}"), Map.of()));

        assertThat(named.toRequest(AccessRequest.builder()
                                .captures(Map.of("user", "x"))
                                .build())
                        .map(BackendRequest::target))
                .contains("/player_api.php?realm=tv");
    }

    @Test
    void aStrangerShowsAllThatViewersShow() {
        assertThat(TestingHttp.panel().strangersQuery(new Random(1)).raw())
                .matches("password=[0-9a-f]{32}&user=[0-9a-f]{32}");
        assertThat(HttpBackend.of(TestingHttp.byConvention(TestingHttp.ADDRESS))
                        .strangersQuery(new Random(1))
                        .raw())
                .matches("token=[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "Content-Length", "Connection", "Content-Type", "bad name", "Übel"})
    void headersThatAreNotTheOperatorsAreMistakes(String name) {
        assertThatThrownBy(() -> HttpBackend.of(TestingHttp.asking(Map.of(), Map.of(name, "x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theConventionsHeadersStayTheConventions() {
        assertThatThrownBy(() -> HttpBackend.of(TestingHttp.asking(Map.of(), Map.of("x-real-ip", "1.2.3.4"))))
                .hasMessageContaining("twice");
        assertThat(HttpBackend.of(TestingHttp.asking(Map.of(), Map.of("X-Key", "k")))
                        .toRequest(query("a=1"))
                        .orElseThrow())
                .satisfies(asked -> assertThat(asked.target()).endsWith("&a=1"))
                .satisfies(asked -> assertThat(asked.headers()).hasSizeGreaterThan(2));
    }

    private static AccessRequest query(String query) {
        return AccessRequest.builder()
                .path("/live/sport1/index.m3u8")
                .clientAddress("203.0.113.7")
                .query(query)
                .build();
    }
}
