package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.util.TestingClock;

/** A media server that asks once is told when the grant is over; one that asks again by itself isn't disturbed, nor is anybody by an outage. */
class GrantsEndAtMediaServersTest {

    private static final Duration FOUR_HOURS = Duration.ofHours(4);
    private static final Duration GRANT = Duration.ofMinutes(3); // TestingViewings.grant

    private final TestingClock clock = new TestingClock();
    private final TestingSessionListener listener = new TestingSessionListener();
    private final TestingStore store = new TestingStore();
    private boolean out;
    private final Sessions sessions = new Sessions(
            TestingSessions.settings(),
            clock.clock(),
            store,
            new SessionMetrics(new PrometheusRegistry()),
            listener,
            backend -> out);

    @Test
    void whoIsNotAskedAboutAgainIsOverWithTheGrant() {
        admit(viewing("a"));
        clock.passes(GRANT.minusSeconds(1));
        sessions.sweeper().sweep();
        assertThat(listener.heard()).containsExactly("began sport1");

        clock.passes(Duration.ofSeconds(2));
        sessions.sweeper().sweep();

        assertThat(listener.heard()).containsExactly("grant-over sport1");
        assertThat(store.sessions()).isEmpty();
    }

    @Test
    void whoIsAskedAboutAgainHasAMinuteForThat() {
        admit(viewing("a"));
        clock.passes(GRANT.minusSeconds(20));
        assertThat(sessions.known(viewing("a"), clock.clock().now())).isNotNull();
        listener.heard();

        clock.passes(Duration.ofSeconds(50));
        sessions.sweeper().sweep();
        assertThat(listener.heard()).isEmpty();

        clock.passes(Duration.ofSeconds(40));
        sessions.sweeper().sweep();
        assertThat(listener.heard()).containsExactly("grant-over sport1");
    }

    @Test
    void outageKeepsThemForAsLongAsTheFileSays() {
        admit(viewing("a"));
        out = true;
        listener.heard();

        clock.passes(GRANT.plusMinutes(9));
        sessions.sweeper().sweep();
        assertThat(listener.heard()).isEmpty();

        clock.passes(Duration.ofMinutes(2));
        sessions.sweeper().sweep();
        assertThat(listener.heard()).containsExactly("grant-over sport1");
    }

    @Test
    void theGrantOfWhoCannotBeCutIsNoReason() {
        AccessRequest request = viewed("a");
        admit(viewings().whole("ome", "everyone", request, null));
        listener.heard();

        clock.passes(GRANT.plusSeconds(2));
        sessions.sweeper().sweep();

        assertThat(listener.heard()).isEmpty();
    }

    @Test
    void bothNamesOfAViewingAreRemembered() {
        Session session = admit(viewing("a", "describe"));

        sessions.isPlayed(session, viewing("a", "setup"));
        sessions.isPlayed(session, viewing("a", "setup"));

        assertThat(session.connections()).containsExactly(connection("setup"), connection("describe"));
        assertThat(store.sessions().get(session.key()).connections()).isEqualTo(session.connections());
    }

    @Test
    void noViewingHasMoreNamesThanAFew() {
        Session session = admit(viewing("a", "first"));

        for (int i = 0; i < 100; i++) {
            sessions.isPlayed(session, viewing("a", "next" + i));
        }

        assertThat(session.connections()).hasSize(8).startsWith(connection("next99"));
    }

    @Test
    void whoeverTakesTheSessionsPlaceIsCutWithIt() {
        admit(viewing("a", "first"));

        Session next = admit(viewing("a", "second"));

        assertThat(next.connections()).containsExactlyInAnyOrder(connection("first"), connection("second"));
    }

    @Test
    void restartForgetsNoConnection() {
        StoredSession stored = sessions.live().snapshot(admit(viewing("a", "first")));
        assertThat(stored.connections()).containsExactly(connection("first"));

        SessionFactory factory = new SessionFactory(clock.clock(), new Lifetimes(TestingSessions.settings()));

        assertThat(factory.of(stored).connections()).containsExactly(connection("first"));
        assertThat(ServerConnection.listOf(ServerConnection.text(List.of(connection("a b/c"), connection("d")))))
                .containsExactly(connection("a b/c"), connection("d"));
        assertThat(ServerConnection.listOf("garbage\n\n 1\n192.0.2.1 \n192.0.2.1 ok\n192.0.2.1 \u00fc"))
                .containsExactly(new ServerConnection("192.0.2.1", "ok"));
    }

    private Session admit(Viewing viewing) {
        return sessions.admit(viewing, TestingViewings.ORIGIN, TestingViewings.grant("anna", 5), FOUR_HOURS)
                .join()
                .session();
    }

    private static Viewing viewing(String id) {
        return viewing(id, id);
    }

    private static Viewing viewing(String id, String connection) {
        return viewings().whole("mediamtx", "everyone", viewed(id), connection(connection));
    }

    private static AccessRequest viewed(String id) {
        return AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .channel("sport1")
                .path("/live/sport1")
                .query("token=" + id)
                .build();
    }

    private static Viewings viewings() {
        return new Viewings(TestingSessions.keyHash(), TestingSessions.settings());
    }

    private static ServerConnection connection(String id) {
        return new ServerConnection("192.0.2.10", id);
    }
}
