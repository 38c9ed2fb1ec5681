package tv.usher.backend.stalker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;

class OnlyThePortalsTokensAreAskedAboutTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=" + TOKEN,
                "a=%2F+b&token=" + TOKEN + "&a=&x",
                "token=%30123456789abcdef0123456789abcde%66",
                "tokens=1&xtoken=2&token=" + TOKEN
            })
    void oneTokenOfTheRightShapeIsAskedAboutByteForByte(String query) {
        assertThat(question("[0-9a-f]{32}", query))
                .map(BackendRequest::target)
                .contains("/stalker_portal/server/api/chk_flussonic_tmp_link.php?" + query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=1",
                "token",
                "token=",
                "token=zz",
                "token=1_playback",
                "token=0123456789ABCDEF0123456789ABCDEF",
                "token=" + TOKEN + "0",
                "token=x" + TOKEN,
                "token=" + TOKEN + "%00",
                "token=" + TOKEN + "%0a",
                "token=" + TOKEN + "+",
                "token=" + TOKEN + "&token=" + TOKEN,
                "token=" + TOKEN + "&token=1_playback",
                "token=" + TOKEN + "&token",
                "token=" + TOKEN + "&Token=1",
                "token=" + TOKEN + "&tok%65n=1",
                "token=" + TOKEN + "&token[]=1",
                "token=" + TOKEN + "&a=1;token=1_playback",
                "token=" + TOKEN + ";a=1"
            })
    void anythingElseIsNotAskedAbout(String query) {
        assertThat(question("[0-9a-f]{32}", query)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token[]=" + TOKEN,
                "token[a]=" + TOKEN,
                "token[=" + TOKEN,
                "Token=" + TOKEN,
                "tok%65n=" + TOKEN,
                "+token=" + TOKEN,
                "token%00=" + TOKEN,
                "a=1;token=" + TOKEN,
                "a=1&b;token=" + TOKEN
            })
    void aTokenInDisguiseIsNotAskedAbout(String query) {
        assertThat(question("[0-9a-f]{32}", query)).isEmpty();
    }

    @Test
    void theShapeIsConfigurableAndMeansTheWholeToken() {
        assertThat(question("[A-Z]{3}", "token=ABC")).isPresent();
        assertThat(question("[A-Z]{3}", "token=ABCD")).isEmpty();
        assertThat(question("A|AB", "token=AB")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)!", "(a|aa)+!", "(a*)*\\1!", "(a|b)*!"})
    void noPatternHangsOrFailsAQuestion(String pattern) {
        for (int length : new int[] {40, 256, 65_536}) {
            String query = "token=" + "a".repeat(length);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThatNoException()
                            .isThrownBy(
                                    () -> assertThat(question(pattern, query)).isEmpty()));
        }
    }

    /** T15: the classic one, which takes a backtracking engine 2^40 steps for forty letters. */
    @Test
    void aPatternThatBacktracksWithoutEndIsGivenUp() {
        for (int length : new int[] {40, 255}) {
            String query = "token=" + "a".repeat(length) + "!";
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(question("(a+)+$", query)).isEmpty());
        }
        assertThat(question("(a+)+$", "token=" + "a".repeat(40))).isPresent();
    }

    private static Optional<BackendRequest> question(String pattern, String query) {
        StalkerConfig config = new StalkerConfig(
                URI.create("http://mw.example.com/stalker_portal"), Duration.ofHours(10), Pattern.compile(pattern));
        return new StalkerFactory()
                .create(config)
                .toRequest(AccessRequest.builder().query(query).build());
    }
}
