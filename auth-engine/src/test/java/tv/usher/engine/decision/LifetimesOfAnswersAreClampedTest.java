package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.BackendResponse;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.session.TestingSessions;

/** T21: whatever an answer names, from its header to the session, is a lifetime between min-grant and max-grant. */
class LifetimesOfAnswersAreClampedTest {

    private static final Duration BY_DEFAULT = Duration.ofMinutes(5);
    private static final int DAY = 86_400;

    private final TestingPlatform platform = new TestingPlatform();

    @ParameterizedTest
    @CsvSource({
        "-1, 300",
        "0, 300",
        "1, 10",
        "9, 10",
        "10, 10",
        "600, 600",
        "+600, 300",
        "86400, 86400",
        "86401, 86400",
        "2147483648, 86400",
        "99999999999, 86400",
        "9223372036854775807, 300",
        "9223372036854775808, 300",
        "'10, 20', 300",
        "abc, 300",
        "1e9, 300",
        "0x10, 300",
        "10.5, 300",
        "'', 300",
        "'  600 ', 600"
    })
    void authDuration(String header, long seconds) {
        // Given
        platform.verdict.set(answer("X-AuthDuration", header));

        // When
        Decision decision =
                platform.begin(request("/live/ch1/index.m3u8", "token=T")).join();

        // Then
        assertThat(decision.pass().seconds()).isEqualTo(seconds);
        platform.verdict.set(TestingPlatform.DENY);
        for (long passed = 0; passed < seconds - 10; passed += 10) {
            assertThat(platform.ask("/live/ch1/seg.ts", "")).isEqualTo(Answer.ALLOW);
            platform.clock.passes(Duration.ofSeconds(10));
        }
        platform.clock.passes(Duration.ofSeconds(11));
        assertThat(platform.ask("/live/ch1/seg.ts", "")).isEqualTo(Answer.DENY);
    }

    /** A media server that asks once is told how long the viewing may go on: else it would never end. */
    @ParameterizedTest
    @CsvSource({"5, 10", "600, 600", "99999999999, 86400", "abc, 300"})
    void alsoIfTheViewerIsNotRemembered(String header, long seconds) {
        // Given
        platform.verdict.set(answer("X-AuthDuration", header));

        // When
        Decision decision = platform.begin(request("/live/ch1/index.m3u8", "")).join();

        // Then
        assertThat(decision.pass()).isNull();
        assertThat(decision.seconds()).isEqualTo(seconds);
    }

    @Test
    void whoIsUnverifiedAndNotRememberedGoesOnAsLongAsOneWhoIsRemembered() {
        // Given
        TestingPlatform down = new TestingPlatform(TestingSessions.settings(), OnUnavailable.ALLOW);
        down.verdict.set(TestingPlatform.DOWN);

        // When
        Decision unremembered = down.begin(request("/live/ch1/index.m3u8", "")).join();
        Decision remembered =
                down.begin(request("/live/ch1/index.m3u8", "token=T")).join();

        // Then
        assertThat(unremembered.pass()).isNull();
        assertThat(remembered.pass()).isNotNull();
        assertThat(unremembered.seconds()).isEqualTo(remembered.seconds()).isPositive();
    }

    @Test
    void onlyARuleThatAllowsByItselfAllowsWithoutAnEnd() {
        assertThat(Decision.allowedBy("everyone").seconds()).isZero();
    }

    @Test
    void cachingHeadersOfTheAnswerMeanNothing() {
        platform.verdict.set(answer("Cache-Control", "max-age=" + 10 * DAY + ", private"));
        assertThat(platform.begin(request("/live/ch1/index.m3u8", "token=T"))
                        .join()
                        .pass()
                        .seconds())
                .isEqualTo(BY_DEFAULT.toSeconds());
    }

    @ParameterizedTest
    @CsvSource({"-1, 3", "0, 3", "abc, 3", "1e0, 3", "'1, 2', 3", "1, 1", "2, 2", "99999999999999999999, 3"})
    void maxSessionsThatMakeNoSenseAreNoLimit(String header, int admitted) {
        // Given
        platform.verdict.set(answer("X-Max-Sessions", header));

        // When
        for (int i = 0; i < 3; i++) {
            platform.ask(request("/live/ch" + i + "/index.m3u8", "token=T" + i).clientAddress("203.0.113." + i));
        }

        // Then
        assertThat(platform.live()).isEqualTo(admitted);
    }

    private static Verdict answer(String header, String value) {
        List<Header> headers = List.of(new Header("X-UserId", "77"), new Header(header, value));
        return new Verdict.Allow(Grant.fromHeaders(BackendResponse.of(200).headers(headers), BY_DEFAULT));
    }
}
