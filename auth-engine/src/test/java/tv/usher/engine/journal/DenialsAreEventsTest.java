package tv.usher.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.event.Event;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.util.TestingClock;

/** The first of equal denials is told at once, the others as one with their number, so that the sum of the counts is right. */
class DenialsAreEventsTest {

    private final TestingClock clock = new TestingClock();
    private final List<Event> told = new ArrayList<>();

    @Test
    void theSumOfTheCountsIsTheNumberOfDenials() {
        try (DecisionLog log = new DecisionLog(clock, (type, event) -> told.add(event.get()))) {
            // When
            for (int i = 0; i < 250; i++) {
                log.add(denied("203.0.113.7"));
                log.add(denied("203.0.113.8"));
            }
            log.add(denied("203.0.113.9"));
        } // which writes what waits

        // Then
        assertThat(told).hasSize(5);
        assertThat(told.stream()
                        .mapToLong(event -> (long) event.fields().get("count"))
                        .sum())
                .isEqualTo(501);
        assertThat(told.get(0).fields())
                .containsEntry("answer", "deny")
                .containsEntry("reason", "denied")
                .containsEntry("message", "no subscription")
                .containsEntry("channel", "/live/a/index.m3u8")
                .containsEntry("user", "Жанна")
                .containsEntry("count", 1L);
    }

    /** A path or a name in another script has several bytes for each character. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x", "xx", "xxx"})
    void aLongChannelIsCutBetweenTwoCharacters(String before) {
        for (String character : List.of("é", "ж", "字", "😀")) {
            // Given
            AccessRequest request = AccessRequest.builder()
                    .clientAddress("203.0.113.7")
                    .channel(WireText.write(before + character.repeat(300)))
                    .build();

            // When
            AccessRequest shown = DecisionRecord.shown(request);

            // Then
            Object channel = denied(shown).event(0, 1).fields().get("channel");
            assertThat((String) channel).matches(before + "(" + character + "){45,105}");
            assertThat(shown.channel()).hasSizeBetween(201, 204);
            assertThat(denied(shown).line()).contains("...\"");
        }
    }

    @Test
    void aTextThatIsNoUtf8IsCutToo() {
        AccessRequest request =
                AccessRequest.builder().channel("\u00bb".repeat(300)).build();

        assertThat(DecisionRecord.shown(request).channel()).isEqualTo("\u00bb".repeat(201));
    }

    @Test
    void aLongNameOfAUserIsCutBetweenTwoCharacters() {
        assertThat(DecisionRecord.start("x" + "😀".repeat(300))).isEqualTo("x" + "😀".repeat(101));
        assertThat(DecisionRecord.start("😀".repeat(300))).isEqualTo("😀".repeat(102));
    }

    private static DecisionRecord denied(String client) {
        return denied(AccessRequest.builder()
                .clientAddress(client)
                .path("/live/a/index.m3u8")
                .build());
    }

    private static DecisionRecord denied(AccessRequest request) {
        return new DecisionRecord(
                1_700_000_000_000L,
                "nginx",
                "127.0.0.1",
                request,
                "deny",
                true,
                "deny",
                "everyone",
                "denied",
                "no subscription",
                "own",
                "Жанна",
                1,
                false,
                3,
                IpAddress.parse(request.clientAddress()));
    }
}
