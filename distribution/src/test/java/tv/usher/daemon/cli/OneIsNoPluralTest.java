package tv.usher.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneIsNoPluralTest {

    @ParameterizedTest
    @CsvSource({"0, 0 rules", "1, 1 rule", "2, 2 rules"})
    void counted(int number, String text) {
        assertThat(Count.of(number, "rule")).isEqualTo(text);
    }
}
