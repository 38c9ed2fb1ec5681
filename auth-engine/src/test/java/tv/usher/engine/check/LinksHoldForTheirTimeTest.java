package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.check.TestingLinks.ADDRESS;
import static tv.usher.engine.check.TestingLinks.END;
import static tv.usher.engine.check.TestingLinks.PATH;
import static tv.usher.engine.check.TestingLinks.SALT;
import static tv.usher.engine.check.TestingLinks.START;
import static tv.usher.engine.check.TestingLinks.TOKEN;
import static tv.usher.engine.check.TestingLinks.viewer;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.util.ReasonCode;

/** T37: a link holds from its start to its end by Usher's clock, and none holds for longer than the operator allows. */
class LinksHoldForTheirTimeTest {

    @ParameterizedTest
    @CsvSource({
        "1669809989, begins only, LINK_NOT_BEGUN", // the clock is 11 s behind, the skew 10 s
        "1669890000, over since, LINK_EXPIRED", // the end itself is over
        "1669893600, over since, LINK_EXPIRED",
        "0, begins only, LINK_NOT_BEGUN",
    })
    void aShiftedClockFindsNoLinkThatHolds(long now, String why, ReasonCode code) {
        Verdict verdict = TestingLinks.alta(Instant.ofEpochSecond(now), viewer(TOKEN));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        deny -> assertThat(deny.reason().code()).isEqualTo(code.code()));
        assertThat(TestingLinks.reason(verdict)).contains(why);
    }

    @ParameterizedTest
    @CsvSource({"1669809990, 80010000", "1669810000, 80000000", "1669889999, 1000"})
    void theGrantIsWhatIsLeft(long now, long millis) {
        Verdict verdict = TestingLinks.alta(Instant.ofEpochSecond(now), viewer(TOKEN));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().lifetime()).isEqualTo(Duration.ofMillis(millis)));
    }

    @Test
    void aLinkThatIsTooLongNeverHolds() {
        Verdict verdict = judgeSigned(START, START + 86_401);

        assertThat(TestingLinks.reason(verdict)).contains("lifetime: 86401s, may be at most 86400s");
    }

    @Test
    void aLinkOfExactlyTheLongestTimeHolds() {
        assertThat(judgeSigned(START, START + 86_400)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void anEndBeforeTheStartNeverHolds() {
        // Given a start that the skew would let through
        Verdict verdict = judgeSigned(START + 5, START + 3);

        assertThat(TestingLinks.reason(verdict)).contains("lifetime: -2s");
    }

    private static Verdict judgeSigned(long start, long end) {
        SignedLink link = SignedLink.sign(PATH, ADDRESS, start, end, Secret.of("secret"), SALT);
        assertThat(end).isGreaterThan(START).isLessThan(2 * END);
        return TestingLinks.alta(Instant.ofEpochSecond(START), viewer(link.token()));
    }
}
