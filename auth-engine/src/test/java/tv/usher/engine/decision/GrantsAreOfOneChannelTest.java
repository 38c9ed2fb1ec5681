package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.guard.BoundTokenAuthority;
import tv.usher.engine.backend.guard.TokenBindings;

/** T57: whoever was let in to one channel is asked about at the next one, where the rule or the path's pattern tells channels apart. */
class GrantsAreOfOneChannelTest {

    private final TestingPlatform platform = new TestingPlatform();
    private Decider rules = rules("path: ['/live/{channel}/**', '/live/{channel}']", platform.portal);

    @Test
    void tokenAtTheFolderAboveOpensNothingBelow() {
        // Given
        ask("/live/guide.m3u8", "token=T");

        // When
        nobodyIsAllowedAnyMore();

        // Then
        assertThat(ask("/live/guide.ts", "")).as("beside it").isEqualTo(Answer.ALLOW);
        assertThat(ask("/live/paid/seg.ts", "")).isEqualTo(Answer.DENY);
        assertThat(ask("/live/paid/index.m3u8", "token=T")).isEqualTo(Answer.DENY);
        assertThat(ask("/live/paid.m3u8", "token=T")).isEqualTo(Answer.DENY);
    }

    @Test
    void everythingBelowTheChannelIsTheChannels() {
        // Given
        ask("/live/news/index.m3u8", "token=T");

        // When
        nobodyIsAllowedAnyMore();

        // Then
        assertThat(ask("/live/news/v1/seg.ts", "")).isEqualTo(Answer.ALLOW);
        assertThat(ask("/live/news/v1/chunks.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
    }

    /** Else the caller's own name of it would have to be trusted to differ as the path does. */
    @Test
    void callersNameOfTheChannelCountsBesideThePaths() {
        // Given
        AccessRequest.Builder request =
                TestingPlatform.request("/live/news/index.m3u8", "token=T").channel("c1");
        rules.decide(TestingRequests.of(request.build())).join();

        // When
        nobodyIsAllowedAnyMore();

        // Then
        assertThat(answer(request.path("/live/news/v1/x.m3u8"))).isEqualTo(Answer.ALLOW);
        assertThat(answer(request.path("/live/paid/index.m3u8"))).isEqualTo(Answer.DENY);
        assertThat(platform.portal.questions().get(0).channel()).isEqualTo("c1");
        assertThat(platform.portal.questions().get(0).captures()).isEqualTo(Map.of("channel", "news"));
    }

    /** As callers tell one: a middleware that is sent it would else get its escapes escaped. */
    @Test
    void aChannelOfThePathHasNoEscapes() {
        // When
        ask("/live/%D0%9A1/index.m3u8", "token=T");

        // Then
        AccessRequest asked = platform.portal.questions().get(0);
        assertThat(asked.channel()).isEqualTo("\u00d0\u009a1"); // К1, one character per byte
        assertThat(asked.captures()).isEqualTo(Map.of("channel", "%D0%9A1"));
    }

    @Test
    void boundTokensAreBoundToTheChannel() {
        // Given
        Authority bound = new BoundTokenAuthority(platform.portal, new TokenBindings(List.of("token"), 100));
        rules = rules("path: ['/live/{channel}/**', '/live/{channel}']", bound);

        // When
        ask("/live/guide.m3u8", "token=T");

        // Then
        assertThat(ask("/live/paid/index.m3u8", "token=T")).isEqualTo(Answer.DENY);
        assertThat(ask("/live/paid.m3u8", "token=T")).isEqualTo(Answer.DENY);
        assertThat(ask("/live/paid.m3u8", "token=U")).isEqualTo(Answer.ALLOW);
    }

    /** Without a name in the rule: what the sources' layouts have. */
    @ParameterizedTest
    @CsvSource({
        "/play/a001, /play/a002, DENY",
        "/play/a001, /play/a001/seg.ts, ALLOW",
        "/v1.2/a001, /v1.2/a002, DENY",
        "/play/a001, /play/Manifest, DENY",
        "/play/Manifest, /play/a002, DENY",
        "/vod/film.ism/Manifest, /vod/film.ism/QualityLevels(1000)/Fragments(video=0), ALLOW",
        "/vod/film.ism/manifest(format=mpd-time-csf), /vod/film.ism/QualityLevels(1000)/Fragments(video=0), ALLOW",
        "/live/channel.isml/Manifest, /live/channel.isml/QualityLevels(1)/Fragments(audio=9), ALLOW",
        "/vod/film.ism/Manifest, /vod/other.ism/Manifest, DENY",
        "/vod/film.ism/Manifest, /vod/other.ism/QualityLevels(1000)/Fragments(video=0), DENY",
    })
    void filesFollowTheirManifestAndNoOther(String shown, String later, Answer answer) {
        // Given
        rules = rules("path: ['/**']", platform.portal);
        ask(shown, "token=T");

        // When
        nobodyIsAllowedAnyMore();

        // Then
        assertThat(ask(later, "")).isEqualTo(answer);
    }

    private void nobodyIsAllowedAnyMore() {
        platform.verdict.set(TestingPlatform.DENY);
    }

    private Answer ask(String path, String query) {
        return answer(TestingPlatform.request(path, query));
    }

    private Answer answer(AccessRequest.Builder request) {
        return rules.decide(TestingRequests.of(request.build())).join().answer();
    }

    private Decider rules(String when, Authority authority) {
        return platform.rules(
                List.of(TestingRules.asking("everyone", TestingRules.when(when), authority.name())), authority);
    }
}
