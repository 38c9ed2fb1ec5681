package tv.usher.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.TestingClock;

/** T46: floods of refusals are few lines, also if each is about another path. */
class FloodsOfRefusalsAreSummarisedTest {

    private final List<String> lines = new ArrayList<>();
    private final LogDeduplicator flood = new LogDeduplicator(
            (entry, repeated) -> lines.add(entry.line() + (repeated == 0 ? "" : " repeated=" + repeated)));
    private final TestingClock clock = new TestingClock();

    @Test
    void equalRefusalsAreOneLineAndTheirNumber() {
        // When
        for (int i = 0; i < 1_000; i++) {
            refused("203.0.113.7", "session" + i);
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("session=session0 ")
                .doesNotContain("repeated");
        clock.passes(LogDeduplicator.WINDOW);
        flood.closeWindows(clock.now());

        // Then
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).contains("session=session999 ").endsWith(" repeated=999");
    }

    @Test
    void aRefusalThatStaysAloneIsNotToldTwice() {
        // When
        refused("203.0.113.7", "1");
        clock.passes(LogDeduplicator.WINDOW);
        flood.closeWindows(clock.now());

        // Then
        assertThat(lines).hasSize(1);
    }

    @Test
    void differentRefusalsAreNotEqual() {
        // When
        refused("203.0.113.7", "1");
        refused("203.0.113.8", "1");
        refused(AccessRequest.builder().clientAddress("203.0.113.7").channel("other"), "no token");
        refused(AccessRequest.builder().clientAddress("203.0.113.7").channel("a001"), "status 403");

        // Then
        assertThat(lines).hasSize(4);
    }

    @Test
    void theWindowBeginsWithItsFirstAndEndsOnTime() {
        // Given
        refused("203.0.113.7", "1");
        clock.passes(LogDeduplicator.WINDOW.minusNanos(1));
        refused("203.0.113.7", "2");
        assertThat(lines).hasSize(1);

        // When
        clock.passes(Duration.ofNanos(1));
        refused("203.0.113.7", "3");

        // Then
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("session=2 ").endsWith("repeated=1");
        assertThat(lines.get(2)).contains("session=3 ").doesNotContain("repeated");
    }

    @Test
    void whatIsRememberedIsBoundedAndNothingIsLost() {
        // Given
        int many = LogDeduplicator.MAX_REMEMBERED + 1;

        // When
        for (int round = 0; round < 2; round++) {
            refused("203.0.113.7", "1");
        }
        for (int i = 1; i < many; i++) {
            refused("10.0." + (i >> 8) + '.' + (i & 255), "1");
        }

        // Then
        assertThat(lines).hasSize(many + 1);
        assertThat(lines.get(many)).contains("client=203.0.113.7 ").endsWith("repeated=1");
    }

    @Test
    void whoInventsPathsFillsNoLog() {
        // When
        for (int i = 0; i < 5_000; i++) {
            refused(AccessRequest.builder().clientAddress("203.0.113.7").path("/live/" + i), "no token");
        }
        refused("203.0.113.8", "1");
        clock.passes(LogDeduplicator.WINDOW);
        flood.closeWindows(clock.now());

        // Then
        assertThat(lines).hasSize(LogDeduplicator.MAX_OF_ONE + 1 + 1 + 1);
        assertThat(lines.get(LogDeduplicator.MAX_OF_ONE + 1)).contains("client=203.0.113.8 ");
        assertThat(lines).last().asString().endsWith(" repeated=" + (5_000 - LogDeduplicator.MAX_OF_ONE - 1));

        // When
        refused(AccessRequest.builder().clientAddress("203.0.113.7").path("/live/again"), "no token");

        // Then
        assertThat(lines).last().asString().contains("/live/again").doesNotContain("repeated");
    }

    @Test
    void norDoesWhoseAddressNobodyTells() {
        // When
        for (int i = 0; i < 5_000; i++) {
            refused(AccessRequest.builder().path("/live/" + i), "no token");
        }
        clock.passes(LogDeduplicator.WINDOW);
        flood.closeWindows(clock.now());

        // Then
        assertThat(lines).hasSize(LogDeduplicator.MAX_OF_ONE + 1 + 1);
        assertThat(lines).last().asString().endsWith(" repeated=" + (5_000 - LogDeduplicator.MAX_OF_ONE - 1));

        // When
        refused(AccessRequest.builder().path("/live/again"), "no token");

        // Then
        assertThat(lines).last().asString().contains("/live/again").doesNotContain("repeated");
    }

    @Test
    void anEndTellsWhatIsOpen() {
        // Given
        refused("203.0.113.7", "1");
        refused("203.0.113.7", "2");
        refused("203.0.113.8", "3");

        // When
        flood.closeAll();
        flood.closeAll();

        // Then
        assertThat(lines).hasSize(3);
        assertThat(lines.get(2)).contains("client=203.0.113.7 ").endsWith("repeated=1");
    }

    private void refused(String client, String session) {
        refused(AccessRequest.builder().clientAddress(client).channel("a001").session(session), "no token");
    }

    private void refused(AccessRequest.Builder request, String why) {
        AccessRequest refused = request.build();
        flood.refused(
                new DecisionRecord(
                        0,
                        "cesbo",
                        "127.0.0.1",
                        refused,
                        "deny",
                        true,
                        "deny",
                        "everyone",
                        "denied",
                        why,
                        "",
                        "",
                        0,
                        false,
                        1,
                        IpAddress.parse(refused.clientAddress())),
                clock.now());
    }
}
