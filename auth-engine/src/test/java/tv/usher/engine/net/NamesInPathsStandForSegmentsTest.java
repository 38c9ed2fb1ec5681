package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code identity.paths}, and {@code {channel}} in a rule's path. */
class NamesInPathsStandForSegmentsTest {

    @ParameterizedTest
    @CsvSource({
        "/live/{user}/{password}/{channel}, /live/anna/pw/123.ts, user=anna password=pw channel=123",
        "/live/{user}/{password}/{channel}, /live/anna/pw/123.m3u8, user=anna password=pw channel=123",
        "/live/{user}/{password}/{channel}, /live/anna/pw/123, user=anna password=pw channel=123",
        "/live/{user}/{password}/{channel}, /live/anna/pw/.ts, user=anna password=pw channel=.ts",
        "/live/{user}/{password}/{channel}, /live/anna/p.w/1.2.ts, user=anna password=p.w channel=1.2",
        "/live/{user}/{password}/{channel}, /live/an%20na/pw/1, user=an%20na password=pw channel=1",
        "/hls/{token}/{channel}/**, /hls/T/news/v1/seg.ts, token=T channel=news",
        "/hls/{token}/{channel}/**, /hls/T/news.hd/, token=T channel=news.hd",
        "/live/{channel}/**, /live/a/index.m3u8, channel=a",
        "/{channel}.m3u8, /a.b.m3u8, channel=a.b",
        "/v?/*/{token}-key/x, /v1/any/T-key/x, token=T",
        "/caf%c3%a9/{token}/x, /caf%C3%A9/T/x, token=T",
    })
    void pathsThatMatchAreCaptured(String pattern, String path, String captures) {
        Map<String, String> expected = new HashMap<>();
        for (String pair : captures.split(" ")) {
            expected.put(pair.split("=")[0], pair.split("=")[1]);
        }
        assertThat(PathPattern.parse(pattern).matches(path)).isTrue();
        assertThat(PathPattern.parse(pattern).capture(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/live/{user}/{password}/{channel}, /live/anna/pw",
        "/live/{user}/{password}/{channel}, /live/anna/pw/",
        "/live/{user}/{password}/{channel}, /live/anna/pw/1/2",
        "/live/{user}/{password}/{channel}, /movie/anna/pw/1",
        "/live/{channel}/**, /live/a",
        "/live/{channel}/**, /live/",
        "/live/{channel}/**, /live",
        "/{channel}.m3u8, /.m3u8",
        "/{channel}.m3u8, /a.ts",
    })
    void othersAreNot(String pattern, String path) {
        assertThat(PathPattern.parse(pattern).matches(path)).isFalse();
        assertThat(PathPattern.parse(pattern).capture(path)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/live/{channel",
                "/live/{}",
                "/live/{Channel}",
                "/{a}{b}",
                "/{a}/{a}",
                "/{a}/**/x",
                "/*{a}",
                "*/{a}",
                "/{a}*",
                "/{a/b}"
            })
    void whatCouldBeReadInTwoWaysIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(pattern));
    }

    @Test
    void whatIsCapturedIsHiddenButForTheChannel() {
        Map<String, String> captures =
                PathPattern.parse("/live/{user}/{password}/{channel}").capture("/live/anna/pw/123.ts");

        assertThat(Captures.hide("/live/anna/pw/123.ts", captures)).isEqualTo("/live/***/***/123.ts");
        assertThat(Captures.hide("wrong pw", captures)).isEqualTo("wrong ***");
        assertThat(Captures.hide("nothing", captures)).isEqualTo("nothing");
    }
}
