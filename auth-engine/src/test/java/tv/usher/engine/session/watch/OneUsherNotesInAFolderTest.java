package tv.usher.engine.session.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.event.EventType;
import tv.usher.engine.session.MemoryStore;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.TestingClock;

/** A second Usher that is started with the data folder of one that runs, by mistake or to take over, tells nothing of the other's viewers. */
class OneUsherNotesInAFolderTest {

    private static final Viewing VIEWING = TestingViewings.of("203.0.113.7", "/live/ch1/", "T1");
    private static final Viewing OTHER = TestingViewings.of("203.0.113.8", "/live/ch1/", "T2");

    private final TestingClock clock = new TestingClock();

    @TempDir
    private Path folder;

    private TestingWatch first;
    private TestingWatch second;

    @BeforeEach
    void somebodyWatchesAndAnotherUsherIsStarted() {
        first = started();
        watches(first, VIEWING, 4);
        second = started();
    }

    @Test
    void whatEndsInTheFirstIsToldOnce() {
        // When
        second.passes(120);
        allLeave(first);
        first.ends();
        allLeave(second);

        // Then
        assertThat(watched(first)).containsExactly(4.0);
        assertThat(watched(second)).isEmpty();
    }

    @Test
    void aStartThatFailedLeavesTheFirstsNotes() {
        // Given
        second.passes(2);
        second.ends();

        // When
        watches(first, OTHER, 7);
        first.isKilled(new MemoryStore());
        allLeave(first);

        // Then
        assertThat(watched(first)).containsExactlyInAnyOrder(4.0, 7.0);
    }

    @Test
    void theSecondNotesOnceTheFirstHasEnded() {
        // Given
        watches(second, OTHER, 7);
        first.isKilled();
        second.passes(120);
        assertThat(watched(second)).containsExactly(4.0);

        // When
        second.isKilled(new MemoryStore());
        allLeave(second);

        // Then
        assertThat(watched(second)).containsExactlyInAnyOrder(4.0, 7.0);
    }

    @Test
    void whoIsRestoredWhileTheSecondWaitsWasNotSeenThen() {
        // Given
        StoredSession stored = first.sessions().live().find(VIEWING.key()).orElseThrow();
        TestingStore store = new TestingStore();
        TestingWatch waiting = new TestingWatch(clock, folder, new TestingSettings().build(), store);
        waiting.passes(30);

        // When
        store.others().restored(stored);
        waiting.passes(1);
        first.isKilled();
        allLeave(waiting);

        // Then
        assertThat(watched(waiting)).containsExactly(4.0);
    }

    private TestingWatch started() {
        return new TestingWatch(clock, folder, new TestingSettings().build(), new MemoryStore());
    }

    private void watches(TestingWatch usher, Viewing viewing, int seconds) {
        TestingViewings.admit(usher.sessions(), viewing, TestingViewings.grant("anna", 2));
        usher.passes(seconds);
        assertThat(usher.sessions().known(viewing, clock.now())).isNotNull();
        usher.passes(1);
    }

    private void allLeave(TestingWatch usher) {
        for (int i = 0; i < 3; i++) {
            usher.passes(61);
            usher.sessions().sweeper().sweep();
        }
        usher.second();
    }

    private static List<Double> watched(TestingWatch usher) {
        return usher.told().stream()
                .filter(event -> event.type() == EventType.SESSION_ENDED)
                .map(event -> (Double) event.fields().get("watchedSeconds"))
                .toList();
    }
}
