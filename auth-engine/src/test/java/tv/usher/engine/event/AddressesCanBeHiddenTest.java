package tv.usher.engine.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Where viewers' addresses are hashed, none is written, also not in a text. */
class AddressesCanBeHiddenTest {

    @Test
    void noAddressOfAViewerIsWritten() {
        // Given
        EventFormat format = EventFormat.hidingAddresses(address -> "hash-" + address.hashCode());

        // When
        String line = text(format.line(TestingEvents.denied("203.0.113.7")));

        // Then
        assertThat(line).doesNotContain("203.0.113.7").contains("\"address\":\"hash-", "\"reason\":\"token-unknown\"");
        assertThat(line).isEqualTo(text(format.line(TestingEvents.denied("203.0.113.7"))));
        assertThat(line).isNotEqualTo(text(format.line(TestingEvents.denied("203.0.113.8"))));
    }

    @Test
    void longTextsAreCut() {
        // When
        String line = text(EventFormat.plain().line(TestingEvents.named("ж".repeat(6_000))));

        // Then
        assertThat(line).contains("ж".repeat(500) + '…').hasSizeLessThan(700);
    }

    @Test
    void longTextsAreCutBetweenTwoCharacters() {
        // When
        String line = text(EventFormat.plain().line(TestingEvents.named("x" + "😀".repeat(300))));

        // Then
        assertThat(line).contains("\"name\":\"x" + "\\uD83D\\uDE00".repeat(249) + "…\"");
    }

    private static String text(EventLine line) {
        return new String(line.json(), StandardCharsets.UTF_8);
    }
}
