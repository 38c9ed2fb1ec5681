package tv.usher.engine.session.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

/** A session of a viewing ends just before a kill: its end isn't told, and the store doesn't have it any more. */
class WatchTimeTest {

    private static final Viewing VIEWING = TestingViewings.of("203.0.113.7", "/live/ch1/", "T1");

    private final TestingClock clock = new TestingClock();
    private final TestingStore store = new TestingStore();
    private TestingWatch usher;
    private StoredSession stored;

    @BeforeEach
    void aSessionWhoseEndIsLost(@TempDir Path folder) {
        usher = new TestingWatch(clock, folder, new TestingSettings().build(), store);
        begins();
        stored = store.sessions().values().iterator().next();
        usher.passes(4);
        isSeen();
        usher.passes(1);
        endsAndIsKilled();
    }

    @Test
    void whatAnEarlierOneIsOfWasNotSeenSince() {
        begins();
        usher.isKilled(store); // before its begin was noted: only the store knows it
        usher.passes(10);
        isSeen();
        usher.passes(1);

        usher.isKilled(store);
        everybodyLeaves();

        assertThat(watched()).containsExactlyInAnyOrder(4.0, 10.0);
    }

    @Test
    void neitherIsForgottenIfTheEndsOfBothAreLost() {
        begins();
        usher.isKilled(store);
        usher.passes(10);
        isSeen();
        usher.passes(1);
        endsAndIsKilled();
        usher.isKilled(store); // nothing was told in between

        everybodyLeaves();

        assertThat(watched()).containsExactlyInAnyOrder(4.0, 10.0);
    }

    @Test
    void itGoesOnIfTheStoreBringsItBack() {
        store.others().restored(stored);
        usher.passes(1);
        store.put(stored);

        usher.isKilled(store);
        usher.passes(2);
        isSeen();
        usher.passes(1);
        everybodyLeaves();

        assertThat(watched()).containsExactly(13.0);
    }

    private void begins() {
        TestingViewings.admit(usher.sessions(), VIEWING, TestingViewings.grant("anna", 1));
    }

    private void isSeen() {
        assertThat(usher.sessions().known(VIEWING, clock.clock().now())).isNotNull();
    }

    private void endsAndIsKilled() {
        usher.sessions().end(List.of(VIEWING));
        usher.isKilled(store);
        clock.passes(Duration.ofSeconds(5));
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
