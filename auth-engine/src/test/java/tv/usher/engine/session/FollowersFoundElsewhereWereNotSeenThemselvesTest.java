package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.engine.util.TestingClock;

/** An Usher takes over all whose request without a token it may be. It isn't each one's own, so who has left still lives by the others. */
class FollowersFoundElsewhereWereNotSeenThemselvesTest {

    private static final Viewing ANNAS = TestingViewings.of("203.0.113.7", "/live/ch1/", "A");
    private static final Viewing BERTS = TestingViewings.of("203.0.113.7", "/live/ch1/", "B");
    private static final Viewing EITHERS = TestingViewings.of("203.0.113.7", "/live/ch1/", "");

    private final TestingClock clock = new TestingClock();
    private final SessionSettings settings = new TestingSettings().build();
    private final TestingSharedStore store = new TestingSharedStore(clock, settings);
    private final Sessions here = sessions();
    private final Sessions there = sessions();

    @BeforeEach
    void bothWatchThere() {
        here.open();
        there.open();
        TestingViewings.admit(there, ANNAS, TestingViewings.grant("anna", 1));
        TestingViewings.admit(there, BERTS, TestingViewings.grant("bert", 1));
    }

    @Test
    void ofSeveralEachKeepsHisOwnLastRequest() {
        // Given
        long ownSeen = there.live().find(ANNAS.key()).orElseThrow().ownSeen();
        clock.passes(Duration.ofSeconds(50));

        // When
        here.askOthers(EITHERS).join();

        // Then
        assertThat(here.known(EITHERS, clock.now())).isNotNull();
        assertThat(ownSeen(here)).containsExactly(ownSeen, ownSeen);
        clock.passes(Duration.ofSeconds(50));
        assertThat(here.known(EITHERS, clock.now())).isNotNull();
        here.sweeper().sweep();
        assertThat(here.live().size()).as("both live by the requests of either").isEqualTo(2);
    }

    @Test
    void ofOneAloneTheRequestIsHisOwn() {
        // Given
        there.end(List.of(BERTS));
        clock.passes(Duration.ofSeconds(50));

        // When
        here.askOthers(EITHERS).join();

        // Then
        assertThat(ownSeen(here)).containsExactly(clock.wallNow());
    }

    @Test
    void whoShowsHisTokenIsSeenHimself() {
        // Given
        clock.passes(Duration.ofSeconds(50));

        // When
        here.askOthers(ANNAS).join();

        // Then
        assertThat(here.live().find(ANNAS.key()).orElseThrow().ownSeen()).isEqualTo(clock.wallNow());
    }

    private static List<Long> ownSeen(Sessions sessions) {
        List<Long> all = new ArrayList<>();
        sessions.live()
                .forEach(session -> all.add(sessions.live().snapshot(session).ownSeen()));
        return all;
    }

    private Sessions sessions() {
        return TestingSessions.of(settings, clock, store.node(), new SessionMetrics(new PrometheusRegistry()));
    }
}
