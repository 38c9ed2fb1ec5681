package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

/** Who is let in unverified needs a place of each limit and one among the unverified. Without the second, the first ends nobody. */
class NobodyGoesForWhoIsRefusedTest {

    private static final Grant GRANT = Grant.lasting(Duration.ofHours(1));
    private static final Origin ONE_SCREEN = new Origin(
            "nginx",
            "127.0.0.1",
            "everyone",
            "portal",
            List.of(new SessionLimit("screens", PlaceOwner.TOKEN, 1, false)));
    private static final Viewing FIRST = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");
    private static final Viewing ZAPPED = TestingViewings.of("203.0.113.7", "/live/ch2/", "T");
    private static final Viewing STRANGER = TestingViewings.of("198.51.100.1", "/live/ch9/", "Z");

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();

    @Test
    void aZapKeepsTheFormerChannelWhereTheUnverifiedHaveNoPlace() {
        // Given
        Sessions sessions = sessions();
        sessions.admit(FIRST, ONE_SCREEN, GRANT, TestingViewings.IDLE).join();
        admitUnverified(sessions, STRANGER).join();

        // When
        AdmissionResult zap = admitUnverified(sessions, ZAPPED).join();

        // Then
        assertThat(zap.refusal().reason().code()).isEqualTo(ReasonCode.UNVERIFIED_FULL.code());
        assertThat(sessions.peek(FIRST, clock.now())).isNotNull();
    }

    @Test
    void otherUshersAreNotAskedForAPlaceInVain() {
        // Given
        Sessions sessions = sessions();
        admitUnverified(sessions, STRANGER).join();
        store.holdAdmissions();

        // Then
        assertThat(admitUnverified(sessions, ZAPPED)).isDone();
    }

    @Test
    void aZapOfWhoHasAPlaceTakesItAlong() {
        // Given
        Sessions sessions = sessions();
        admitUnverified(sessions, FIRST).join();

        // When
        AdmissionResult zap = admitUnverified(sessions, ZAPPED).join();

        // Then
        assertThat(zap.refusal()).isNull();
        assertThat(sessions.peek(FIRST, clock.now())).isNull();
    }

    private Sessions sessions() {
        Sessions sessions = TestingSessions.of(
                new TestingSettings().maxSessions(10).build(),
                clock,
                store,
                new SessionMetrics(new PrometheusRegistry()));
        sessions.open();
        return sessions;
    }

    private static CompletableFuture<AdmissionResult> admitUnverified(Sessions sessions, Viewing viewing) {
        Unverified unverified = new Unverified("portal", ReasonCode.NO_ANSWER_IN_TIME.with("timeout"), 1, 1);
        return sessions.admitUnverified(viewing, ONE_SCREEN, GRANT, unverified, TestingViewings.IDLE);
    }
}
