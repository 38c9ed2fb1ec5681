package tv.usher.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.event.Event;
import tv.usher.engine.net.IpAddress;
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

    private static DecisionRecord denied(String client) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress(client)
                .path("/live/a/index.m3u8")
                .build();
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
                IpAddress.parse(client));
    }
}
