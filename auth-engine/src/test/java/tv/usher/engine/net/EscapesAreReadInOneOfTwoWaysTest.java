package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscapesAreReadInOneOfTwoWaysTest {

    @Test
    void theLenientWayLeavesWhatIsNoEscape() {
        assertThat(Percent.lenient("a%20b%2")).isEqualTo("a b%2");
        assertThat(Percent.lenient("%%41%zz%")).isEqualTo("%A%zz%");
        assertThat(Percent.lenient("a+b")).isEqualTo("a+b");
    }

    @Test
    void theLenientWayKeepsBytesApart() {
        assertThat(Percent.lenient("%c3%A4")).isEqualTo("\u00c3\u00a4");
    }

    @Test
    void theStrictWayMakesTextOfBytes() {
        assertThat(Percent.strict("%c3%A4\u00c3\u00a4")).isEqualTo("\u00e4\u00e4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "%41%4", "%%41", "% 41"})
    void theStrictWayRefusesABrokenEscape(String raw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percent.strict(raw))
                .withMessage("has a '%' without two hexadecimal digits after it");
    }

    @Test
    void theStrictWayRefusesWhatIsNoText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percent.strict("%c3"))
                .withMessage("is no UTF-8 text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percent.strict("a%0ab"))
                .withMessage("has a control character");
    }
}
