package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/** T46: the list of unverified viewers is bounded, and one address can't fill it. */
class LedgerIsBoundedTest {

    private final UnverifiedLog unverifiedLog = new UnverifiedLog(3);

    @Test
    void theOldestGoFirst() {
        // When
        for (int i = 0; i < 1_000; i++) {
            unverifiedLog.add(session(i), ReasonCode.NO_ANSWER_IN_TIME.with("timeout"));
        }

        // Then
        assertThat(unverifiedLog.newest())
                .extracting(entry -> entry.session().key().low())
                .containsExactly(999L, 998L, 997L);
    }

    @Test
    void whoComesBackIsOneEntry() {
        // Given
        unverifiedLog.add(session(1), ReasonCode.NO_ANSWER_IN_TIME.with("timeout"));
        unverifiedLog.settle(session(1).key(), UnverifiedLog.RecheckOutcome.VERIFIED);
        unverifiedLog.add(session(2), ReasonCode.NO_ANSWER_IN_TIME.with("timeout"));

        // When
        unverifiedLog.add(session(1), ReasonCode.NO_ANSWER_IN_TIME.with("refused"));

        // Then
        assertThat(unverifiedLog.newest())
                .extracting(entry -> entry.reason().text() + " " + entry.outcome())
                .containsExactly("refused UNVERIFIED", "timeout UNVERIFIED");
    }

    @Test
    void whatIsForgottenCannotBeSettled() {
        // When
        unverifiedLog.settle(session(7).key(), UnverifiedLog.RecheckOutcome.DENIED);

        // Then
        assertThat(unverifiedLog.newest()).isEmpty();
    }

    @Test
    void oneAddressLeavesRoomForOthers() {
        UnverifiedLog log = new UnverifiedLog(100);
        // Given
        for (int i = 0; i < 50; i++) {
            log.add(session(i), ReasonCode.NO_ANSWER_IN_TIME.with("timeout"));
        }

        // When
        for (int i = 1_000; i < 3_000; i++) {
            log.add(session(i, "203.0.113.7"), ReasonCode.NO_ANSWER_IN_TIME.with("timeout"));
        }

        // Then
        assertThat(log.newest())
                .filteredOn(entry -> entry.session().key().low() < 50)
                .hasSize(50);
        assertThat(log.newest().get(0).session().key().low()).isEqualTo(2_999);
    }

    private static StoredSession session(long number) {
        return session(number, "10.0." + number / 256 + '.' + number % 256);
    }

    private static StoredSession session(long number, String client) {
        Origin origin = TestingOrigins.of("portal");
        Session.Playback playback = new Session.Playback(client, 1, "/live/ch1/");
        return TestingSessions.ofEdge(
                new Key(0, number), null, origin, "", "", playback, false, false, 0, 0, 1_000, 1_000, 60_000);
    }
}
