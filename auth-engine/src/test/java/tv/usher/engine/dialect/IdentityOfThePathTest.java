package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.session.TestingSessions;

/** What stands in a path is read by every dialect, before any rule looks at it. */
class IdentityOfThePathTest {

    private final Dialects dialects = TestingDialects.of(
            TestingSessions.settings(),
            TestingDialects.with().settings(),
            new IdentitySettings(List.of(
                    PathPattern.parse("/live/{user}/{password}/{channel}"),
                    PathPattern.parse("/hls/{token}/{channel}/**"))),
            List.of());

    @Test
    void userAndPasswordAreCaptured() {
        AccessRequest request = read("/live/anna/se%20cret/123.ts?x=1");

        assertThat(request.captures()).isEqualTo(Map.of("user", "anna", "password", "se%20cret", "channel", "123"));
        assertThat(request.channel()).isEqualTo("123");
        assertThat(request.query().raw()).isEqualTo("x=1");
        assertThat(request.toString()).doesNotContain("anna").doesNotContain("cret");
    }

    @Test
    void tokenIsWhereMiddlewaresLookForIt() {
        assertThat(read("/hls/T+1&a/news/v1/seg.ts?x=1").query().raw()).isEqualTo("x=1&token=T%2B1%26a");
        assertThat(read("/hls/T/news/v1/seg.ts?token=U").query().raw()).isEqualTo("token=U");
    }

    @Test
    void otherPathsAreLeftAlone() {
        assertThat(read("/vod/film.mp4?token=T").captures()).isEmpty();
    }

    @Test
    void pathThatNamesNothingIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IdentitySettings(List.of(PathPattern.parse("/live/**"))))
                .withMessageContaining("names nothing");
    }

    private AccessRequest read(String uri) {
        Dialect dialect = dialects.at("/nginx");
        Call call = TestingCall.to("/nginx").with("X-Original-URI", uri).with("X-Real-IP", "203.0.113.7");
        return dialects.read(dialect, call).request();
    }
}
