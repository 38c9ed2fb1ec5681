package tv.usher.engine.session.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.event.EventType;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.session.TestingViewings;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.TestingClock;

/** A restored session counts as seen, so that nobody is idle after a start; but nobody watched meanwhile. */
class DowntimeIsNotWatchedTest {

    private static final Viewing VIEWING = TestingViewings.of("203.0.113.7", "/live/ch1/", "T");

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private TestingWatch usher;

    @BeforeEach
    void aViewerWhoWatchedFourSeconds(@TempDir Path folder) {
        usher = new TestingWatch(clock, folder, new TestingSettings().build(), store);
        TestingViewings.admit(usher.sessions(), VIEWING, TestingViewings.grant("anna", 1));
        usher.passes(4);
        isSeen();
        usher.passes(1);
    }

    @Test
    void alsoWhileTheStartWaitsForTheStore() {
        // When
        startsSlowly();
        everybodyLeaves();

        // Then
        assertThat(watched()).containsExactly(4.0);
    }

    @Test
    void whoIsSeenAfterwardsWatchedOn() {
        // When
        startsSlowly();
        usher.passes(2);
        isSeen();
        usher.passes(1);
        everybodyLeaves();

        // Then
        assertThat(watched()).containsExactly(37.0);
    }

    @Test
    void whatAStoreBringsBackUnaskedWasNotSeen() {
        // Given
        StoredSession stored = store.sessions().values().iterator().next();
        TestingStore hangs = new TestingStore();
        usher.isKilled(hangs);
        usher.passes(30);

        // When
        hangs.others().restored(stored);
        everybodyLeaves();

        // Then
        assertThat(watched()).containsExactly(4.0);
    }

    private void startsSlowly() {
        store.restoreLater();
        CompletableFuture<Void> start = CompletableFuture.runAsync(() -> usher.isKilled(store));
        await("the start waits").until(() -> store.restored().getNumberOfDependents() > 0);
        clock.passes(Duration.ofSeconds(30));
        store.restoreAll();
        start.join();
    }

    private void isSeen() {
        assertThat(usher.sessions().known(VIEWING, clock.now())).isNotNull();
    }

    private void everybodyLeaves() {
        for (int i = 0; i < 3; i++) {
            usher.passes(61);
            usher.sessions().sweeper().sweep();
        }
        usher.second();
    }

    private List<Double> watched() {
        return usher.told().stream()
                .filter(event -> event.type() == EventType.SESSION_ENDED)
                .map(event -> (Double) event.fields().get("watchedSeconds"))
                .toList();
    }
}
