package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Among it T15: no text takes a pattern longer than it is long. */
class TextPatternsMatchWhatTheySayTest {

    @ParameterizedTest
    @CsvSource({
        "a001, a001, true",
        "a001, A001, false",
        "a001, a0011, false",
        "a001, xa001, false",
        "a*, a, true",
        "a*, a/b?c, true",
        "a*, ba, false",
        "*a, a, true",
        "*a, ab, false",
        "*a*, bab, true",
        "a*a, a, false",
        "a*a, aa, true",
        "a*b*c, a-b-c, true",
        "a*b*c, a-c-b-c, true",
        "a*b*c, a-c-b, false",
        "ab*ba, aba, false",
        "*ab*ba, abba, true",
        "*ab*ba, aba, false",
        "**, anything, true",
        "a.c, abc, false",
        "a?c, abc, false",
        "'(a+)+$', aaaa, false"
    })
    void asteriskIsAnyTextAndNothingElseIsSpecial(String pattern, String text, boolean matches) {
        assertThat(TextPattern.parse(pattern).matches(text)).isEqualTo(matches);
    }

    @Test
    void lettersBeyondAsciiAreTheirBytes() {
        TextPattern pattern = TextPattern.parse("Первый*");

        assertThat(pattern.matches(
                        new String("Первый канал".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)))
                .isTrue();
        assertThat(pattern).hasToString("Первый*");
    }

    @Test
    void caseIsIgnoredBetweenTextsInLowerCase() {
        assertThat(TextPattern.parse("*VLC/*").inLowerCase().matches("mozilla vlc/3.0"))
                .isTrue();
    }

    @Test
    void whatCouldNeverBeMeantIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TextPattern.parse(""));
        assertThatIllegalArgumentException().isThrownBy(() -> TextPattern.parse("a".repeat(257)));
    }

    @Test
    void anyPatternMatchesAsTheSameRegularExpressionDoes() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            String glob = random(random, "ab*", 8) + "*";
            String text = random(random, "ab", 10);
            assertThat(TextPattern.parse(glob).matches(text))
                    .as("%s on %s", glob, text)
                    .isEqualTo(Pattern.matches(glob.replace("*", ".*"), text));
        }
    }

    @Test
    void noTextHangsAPattern() {
        String text = "a".repeat(1_000_000);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(TextPattern.parse("*a".repeat(120) + "*b").matches(text)).isFalse();
            assertThat(TextPattern.parse("*" + "a".repeat(200) + "b*").matches(text))
                    .isFalse();
        });
    }

    private static String random(Random random, String letters, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(most + 1); left > 0; left--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
