package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.TestingSessions;

/** T59: zapping is no second screen, two channels that are played in turns are. */
class TwoChannelsInTurnsNeedTwoPlacesTest {

    private TestingPlatform platform = oneScreen(OverLimit.DENY_NEWEST);

    @ParameterizedTest
    @EnumSource(OverLimit.class)
    void bothAreNeverPlayedOnOnePlace(OverLimit overLimit) {
        // Given a token in every address, so that each request can be asked about
        platform = oneScreen(overLimit);
        List<Answer> first = new ArrayList<>();
        List<Answer> second = new ArrayList<>();

        // When
        for (int i = 0; i < 60; i++) {
            platform.clock.passes(Duration.ofSeconds(2));
            first.add(platform.ask("/live/ch1/seg.ts", "token=T"));
            second.add(platform.ask("/live/ch2/seg.ts", "token=T"));
        }

        // Then
        long played = first.stream().filter(Answer.ALLOW::equals).count()
                + second.stream().filter(Answer.ALLOW::equals).count();
        assertThat(played).as("of 120 segments, 60 of which are one screen's").isLessThanOrEqualTo(70);
    }

    @Test
    void zappingOnAndOnIsNoSecondScreen() {
        for (int channel = 1; channel < 20; channel++) {
            platform.clock.passes(Duration.ofSeconds(2));
            assertThat(platform.ask("/live/ch" + channel + "/index.m3u8", "token=T"))
                    .isEqualTo(Answer.ALLOW);
        }
    }

    @Test
    void whoComesBackLaterHasZapped() {
        // Given
        platform.ask("/live/ch1/index.m3u8", "token=T");
        platform.ask("/live/ch2/index.m3u8", "token=T");

        // When
        platform.clock.passes(Duration.ofSeconds(11));

        // Then
        assertThat(platform.ask("/live/ch1/index.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void operatorsAreToldWhoHadToGoForWhom() {
        // Given
        platform.ask("/live/ch1/index.m3u8", "token=T");
        platform.ask("/live/ch2/index.m3u8", "token=T");

        // When
        platform.clock.passes(Duration.ofSeconds(3));
        DecisionRecord back = told(TestingPlatform.request("/live/ch1/index.m3u8", "token=T"));
        platform.verdict.set(TestingPlatform.DENY);
        DecisionRecord segment = told(TestingPlatform.request("/live/ch1/seg.ts", ""));

        // Then
        assertThat(back.reason()).isEqualTo("over-limit");
        assertThat(back.why()).contains("had to go for 203.0.113.7 on /live/ch2/");
        assertThat(back.user()).isEqualTo("77");
        assertThat(segment.reason()).isEqualTo("session-replaced");
        assertThat(segment.why())
                .isEqualTo(
                        "a newer session of user 77 (203.0.113.7 on /live/ch2/) ended this one 3s ago; then: status 403");
        assertThat(segment.user()).isEqualTo("77");
    }

    /** It plays the old one on until it is told, or leaves it by itself. */
    @Test
    void callerThatAsksOnceKeepsThePlaceUntilTheOldOneIsQuiet() {
        assertThat(once("/play/a1")).isEqualTo(Answer.ALLOW);
        platform.clock.passes(Duration.ofSeconds(5));
        assertThat(once("/play/a2")).isEqualTo(Answer.DENY);
        platform.clock.passes(Duration.ofSeconds(11));
        assertThat(once("/play/a2")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void callerThatTellsTheEndHasThePlaceFree() {
        // Given
        once("/play/a1");

        // When
        platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal)
                .end(new DecisionRequest(CallKind.END, "srs", "127.0.0.1", "", request("/play/a1")));

        // Then
        assertThat(once("/play/a2")).isEqualTo(Answer.ALLOW);
    }

    private Answer once(String path) {
        return platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal)
                .decide(new DecisionRequest(CallKind.VIEWING, "srs", "127.0.0.1", "", request(path)))
                .join()
                .answer();
    }

    private static AccessRequest request(String path) {
        return TestingPlatform.request(path, "token=T").build();
    }

    private DecisionRecord told(AccessRequest.Builder request) {
        return DecisionRecords.of(
                0, TestingRequests.of(request.build()), platform.begin(request).join(), 1);
    }

    private static TestingPlatform oneScreen(OverLimit overLimit) {
        TestingPlatform platform =
                new TestingPlatform(TestingSessions.settings(overLimit, 1_000, Duration.ofMinutes(10)));
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.of(1)));
        return platform;
    }
}
