package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.TestingSessions;

/** T20: only what a backend said is remembered, and an error is nothing that it said. */
class ErrorsAreNeitherAllowNorDenyInMemoryTest {

    private final SessionSettings settings = TestingSessions.settings();

    @ParameterizedTest
    @EnumSource(value = OnUnavailable.class, mode = Mode.EXCLUDE, names = "ALLOW")
    void backendIsAskedAgainAtOnce(OnUnavailable action) {
        // Given
        TestingPlatform platform = new TestingPlatform(settings, action);
        platform.verdict.set(TestingPlatform.DOWN);
        Answer told = action == OnUnavailable.DENY ? Answer.DENY : Answer.ERROR;
        assertThat(play(platform)).isEqualTo(told);
        assertThat(play(platform)).isEqualTo(told);

        // When
        platform.verdict.set(TestingPlatform.ALLOW);

        // Then
        assertThat(play(platform)).isEqualTo(Answer.ALLOW);
        assertThat(platform.portal.questions()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(value = OnUnavailable.class, mode = Mode.EXCLUDE, names = "ALLOW")
    void nobodyGetsInOnAnErrorOfAnother(OnUnavailable action) {
        // Given
        TestingPlatform platform = new TestingPlatform(settings, action);
        platform.verdict.set(TestingPlatform.DOWN);
        play(platform);

        // Then
        assertThat(platform.live()).isZero();
        platform.verdict.set(TestingPlatform.DENY);
        assertThat(play(platform)).isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch1/seg.ts", "")).isEqualTo(Answer.DENY);
    }

    @Test
    void whoAbstainsHasSaidNothing() {
        // Given
        TestingPlatform platform = new TestingPlatform();
        platform.verdict.set(new Verdict.Abstain("no token of ours"));
        assertThat(play(platform)).isEqualTo(Answer.DENY);

        // When
        platform.verdict.set(TestingPlatform.ALLOW);

        // Then
        assertThat(play(platform)).isEqualTo(Answer.ALLOW);
    }

    @Test
    void bugInABackendIsAnErrorToo() {
        // Given
        TestingPlatform platform = new TestingPlatform();
        TestingAuthority broken =
                TestingAuthority.fails("portal", OnUnavailable.ERROR, new IllegalStateException("a bug"));
        Decider decider = platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), broken);
        Decision decision = decider.decide(TestingRequests.of(
                        request("/live/ch1/index.m3u8", "token=T").build()))
                .join();

        // Then
        assertThat(decision.answer()).isEqualTo(Answer.ERROR);
        assertThat(play(platform)).isEqualTo(Answer.ALLOW);
    }

    @Test
    void viewerLetInUnverifiedIsMarkedAndAskedAboutOnceThatIsOver() {
        // Given
        TestingPlatform platform = new TestingPlatform(settings, OnUnavailable.ALLOW);
        platform.verdict.set(TestingPlatform.DOWN);

        // When
        Decision decision =
                platform.begin(request("/live/ch1/index.m3u8", "token=T")).join();

        // Then
        assertThat(decision.isUnverified()).isTrue();
        platform.sessions()
                .live()
                .forEach(session -> assertThat(session.isVerified()).isFalse());
        platform.verdict.set(TestingPlatform.DENY);
        for (int i = 0; i < 11; i++) {
            platform.clock.passes(Duration.ofSeconds(55));
            platform.ask("/live/ch1/seg.ts", "");
        }
        assertThat(play(platform)).isEqualTo(Answer.DENY);
    }

    private static Answer play(TestingPlatform platform) {
        return platform.ask("/live/ch1/index.m3u8", "token=T");
    }
}
