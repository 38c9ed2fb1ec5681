package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.session.KickResult;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.Key;

/** T17: who is kicked with a ban can't come back with the same token on another channel, or at another address. */
class KickedTokensAreKeptOutTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final TestingPlatform platform =
            new TestingPlatform(TestingSessions.settings().alsoNamedBy(List.of("auth")));

    @BeforeEach
    void plays() {
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.empty()));
        platform.ask("/live/ch1/index.m3u8", "token=T");
        platform.ask("/live/ch2/index.m3u8", "token=T");
        platform.ask("/live/ch2/index.m3u8", "token=U");
    }

    @ParameterizedTest
    @ValueSource(strings = {"token=T", "Token=T", "tok%65n=T", "token=%54", "token=V&token=T", "x=1&token=T"})
    void tokenIsOutWhereverItIsShown(String query) {
        KickResult result = platform.sessions().revocations().kick(of("/live/ch1/"), TestingKicks.of(HOUR));

        assertThat(result).isEqualTo(TestingKicks.result(2, true, true, true, "77", "portal"));
        assertThat(platform.ask("/live/ch3/index.m3u8", query)).isEqualTo(Answer.DENY);
        assertThat(platform.ask(
                        TestingPlatform.request("/live/ch1/index.m3u8", query).clientAddress("203.0.113.8")))
                .isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch2/index.m3u8", "token=U"))
                .as("another's")
                .isEqualTo(Answer.ALLOW);
    }

    /** Whichever the middleware reads. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=R",
                "auth=R",
                "token=K&auth=R",
                "token=K&token=R",
                "token=R&token=K",
                "Token=K&token=R&Token=L",
                "x=1;token=K&token=R&x=1;token=L"
            })
    void eachTokenThatWasShownIsOut(String query) {
        // Given
        platform.ask("/live/ch4/index.m3u8", "token=J&auth=R");
        platform.ask("/live/ch5/index.m3u8", "token=J2&auth=R");

        // When
        KickResult result = platform.sessions().revocations().kick(of("/live/ch4/"), TestingKicks.of(HOUR));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(2, true, true, true, "77", "portal"));
        assertThat(platform.ask("/live/ch6/index.m3u8", query)).isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch6/index.m3u8", "token=K")).isEqualTo(Answer.ALLOW);
    }

    /** So does a ban by another Usher of which this one hears. */
    @ParameterizedTest
    @ValueSource(strings = {"token=J", "auth=R"})
    void sessionsThatShowedATokenEndWithItsBanAlsoAfterARestart(String banned) {
        // Given
        platform.ask("/live/ch4/index.m3u8", "token=J&auth=R");
        platform.restart();
        platform.ask("/live/ch5/index.m3u8", banned);

        // When
        KickResult result = platform.sessions().revocations().kick(of("/live/ch5/"), TestingKicks.of(HOUR));

        // Then
        assertThat(result.ended()).isEqualTo(2);
        assertThat(of("/live/ch4/")).isNull();
    }

    @Test
    void banOutlivesARestartAndEnds() {
        // Given
        platform.sessions().revocations().kick(of("/live/ch1/"), TestingKicks.of(HOUR));

        // When
        platform.restart();

        // Then
        assertThat(platform.ask("/live/ch3/index.m3u8", "token=T")).isEqualTo(Answer.DENY);
        platform.clock.passes(HOUR.plusSeconds(1));
        assertThat(platform.ask("/live/ch3/index.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void withoutABanOnlyTheViewingIsOutForAMoment() {
        // When
        KickResult result = platform.sessions().revocations().kick(of("/live/ch1/"), TestingKicks.of(Duration.ZERO));

        // Then
        assertThat(result).isEqualTo(TestingKicks.result(1, true, true, false, "77", "portal"));
        assertThat(platform.ask("/live/ch1/index.m3u8", "token=T")).isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch3/index.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void refusalsCarryTheUser() {
        // Given
        platform.sessions().revocations().kick(of("/live/ch1/"), TestingKicks.of(HOUR));

        // When
        Decision refused = platform.begin(TestingPlatform.request("/live/ch3/index.m3u8", "token=T"))
                .join();

        // Then
        assertThat(refused.reasonCode()).isEqualTo("banned");
        assertThat(refused.user()).isEqualTo("77");
    }

    private @Nullable Key of(String channel) {
        Key[] found = new Key[1];
        platform.sessions().live().forEach(session -> {
            if (session.playback().channel().equals(channel)) {
                found[0] = session.key();
            }
        });
        return found[0];
    }
}
