package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each viewer who watches is told to a shared store before it lapses there, and no more often than it is needed. */
class SharedStoreHearsWhatItNeedsTest {

    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final int SWEEPS = 300;

    private final ReportTurns turns = new ReportTurns();

    @Test
    void whoTakesAPlaceOfALimitIsToldEachTime() {
        // Given
        Session session = TestingViewings.session(1, true, IDLE);

        // When
        List<Integer> told = sweepsThatTell(session);

        // Then
        assertThat(told).hasSize(SWEEPS);
    }

    @Test
    void othersAreToldEachQuarterOfTheirIdleTimeout() {
        for (int viewer = 0; viewer < 50; viewer++) {
            // Given
            Session session = TestingViewings.session(viewer, false, IDLE);

            // When
            List<Integer> told = sweepsThatTell(session);

            // Then
            assertThat(told.get(0)).isLessThanOrEqualTo(15);
            for (int i = 1; i < told.size(); i++) {
                assertThat(told.get(i) - told.get(i - 1))
                        .as("sweeps of ten seconds")
                        .isEqualTo(15);
            }
        }
    }

    @Test
    void eachSweepTellsAboutAsManyOfThem() {
        // Given
        List<Session> sessions = new ArrayList<>();
        for (int viewer = 0; viewer < 3_000; viewer++) {
            sessions.add(TestingViewings.session(viewer, false, IDLE));
        }

        for (int sweep = 0; sweep < 15; sweep++) {
            // When
            turns.next();
            long told = sessions.stream()
                    .filter(session -> turns.isDue(session, session.lastSeen()))
                    .count();

            // Then
            assertThat(told).isBetween(100L, 300L);
        }
    }

    @Test
    void whoWasSeenSinceTheTimeBeforeIsTold() {
        // Given
        Session session = TestingViewings.session(1, false, IDLE);

        // When seen once, a moment after it was told
        long told = 0;
        for (int sweep = 1; sweep <= 16; sweep++) {
            turns.next();
            long now = session.lastSeen() + sweep * Lifetimes.SWEEP_NANOS;
            told += turns.isDue(session, now) ? 1 : 0;
        }

        // Then
        assertThat(told).isPositive();
    }

    private List<Integer> sweepsThatTell(Session session) {
        List<Integer> told = new ArrayList<>();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            turns.next();
            if (turns.isDue(session, session.lastSeen())) {
                told.add(sweep);
            }
        }
        return told;
    }
}
