package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersOfBansAreLinesTest {

    @Test
    void whateverIsInThemIsReadAgain() {
        // Given
        UserId user = new UserId("portal", "an\tna \u05d3\u05e0\u05d4");
        BanOrder order = new BanOrder("00c0ffee00aa", 17, "page, as ann", "a\tb\nc \ud83d\ude00", "0123", user);

        // Then
        assertThat(order.why()).isEqualTo("a b c \ud83d\ude00");
        assertThat(BanOrder.parse(order.text())).contains(order);
        assertThat(BanOrder.parse(BanOrder.UNKNOWN.text())).contains(BanOrder.UNKNOWN);
    }

    @Test
    void wordsHaveABound() {
        BanOrder order = new BanOrder("", 0, "x".repeat(10_000), "y".repeat(10_000), "", null);

        assertThat(order.text()).hasSizeLessThan(500);
    }

    @Test
    void wordsAreCutBetweenTwoCharacters() {
        BanOrder order = new BanOrder("", 0, "x" + "😀".repeat(200), "😀".repeat(200), "", null);

        assertThat(order.by()).isEqualTo("x" + "😀".repeat(99));
        assertThat(order.why()).isEqualTo("😀".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "1\t\t",
                "2\t00c0ffee00aa\t17\t\tby\twhy\tportal\tanna",
                "1\tnot-hex\t17\t\tby\twhy\tportal\tanna",
                "1\t00c0ffee00aa\t-1\t\tby\twhy\tportal\tanna",
                "1\t00c0ffee00aa\t99999999999999999999\t\tby\twhy\tportal\tanna",
            })
    void whatIsNoOrderIsUnknown(String text) {
        assertThat(BanOrder.parse(text)).isEmpty();
    }
}
