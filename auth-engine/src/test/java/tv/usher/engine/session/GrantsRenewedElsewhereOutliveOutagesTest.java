package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** An Usher whose copy of a session has expired can't know, while the shared store is away, whether another one has renewed it. */
class GrantsRenewedElsewhereOutliveOutagesTest {

    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final Duration GRANT = Duration.ofMinutes(3);

    private final TestingClock clock = new TestingClock();
    private final TestingSharedStore store = new TestingSharedStore(clock, TestingSessions.settings());
    private final TestingSessionListener listener = new TestingSessionListener();
    private final Sessions renews = usher(SessionListener.NONE);
    private final Sessions expires = usher(listener);

    @BeforeEach
    void oneRenewsWhatTheOtherHasACopyOf() {
        renews.open();
        expires.open();
        Grant grant = Grant.lasting(GRANT).user("anna").maxSessions(5);
        Session session = renews.admit(viewing(), TestingViewings.ORIGIN, grant, FOUR_HOURS)
                .join()
                .session();
        expires.askOthers(viewing()).join();
        renews.reauthorization()
                .renew(session, Grant.lasting(Duration.ofHours(1)).user("anna"));
        listener.heard();
    }

    @Test
    void copyThatExpiresDuringAnOutageIsAskedAboutAfterIt() {
        // Given
        store.isAway();
        clock.passes(GRANT.plusSeconds(2));

        // When
        expires.sweeper().sweep();

        // Then
        assertThat(listener.heard()).isEmpty();

        // When
        store.isBack();
        expires.sweeper().sweep();

        // Then
        assertThat(expires.known(viewing(), clock.now())).isNotNull();
        assertThat(renews.known(viewing(), clock.now())).isNotNull();
        assertThat(listener.heard()).doesNotContain("grant-over sport1");
    }

    @Test
    void longOutageEndsTheCopyAlone() {
        // Given
        store.isAway();
        clock.passes(GRANT.plusMinutes(11)); // longer than known viewers are kept

        // When
        expires.sweeper().sweep();

        // Then
        assertThat(listener.heard()).containsExactly("grant-over sport1");

        // When
        store.isBack();

        // Then
        assertThat(renews.known(viewing(), clock.now())).isNotNull();
    }

    private Sessions usher(SessionListener hears) {
        return TestingSessions.of(
                TestingSessions.settings(), clock, store.node(), new SessionMetrics(new PrometheusRegistry()), hears);
    }

    private static Viewing viewing() {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .channel("sport1")
                .path("/live/sport1")
                .query("token=a")
                .build();
        return new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                .whole("mediamtx", "everyone", request, new ServerConnection("192.0.2.10", "a"));
    }
}
