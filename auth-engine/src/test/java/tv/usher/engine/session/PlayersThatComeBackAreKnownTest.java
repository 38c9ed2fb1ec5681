package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.util.TestingClock;

/**
 * A player that was cut comes back at once, under another name of the caller's. What was decided against it holds all the same, and against nobody
 * else.
 */
class PlayersThatComeBackAreKnownTest {

    private final TestingClock clock = new TestingClock();
    private final Sessions sessions = TestingSessions.of(
            TestingSessions.settings(OverLimit.END_OLDEST, Follow.ADDRESS_AGENT, 1_000),
            clock.clock(),
            new TestingStore(),
            new SessionMetrics(new PrometheusRegistry()));

    @Test
    void whoIsKickedStaysOutForAWhile() {
        sessions.revocations().kick(admit(viewing("3", "T1", 1, "sport1")).key(), TestingKicks.of(Duration.ZERO));

        Viewing again = viewing("4", "T1", 1, "sport1");
        assertThat(refused(again)).isNotNull();
        assertThat(sessions.admit(again, TestingViewings.ORIGIN, TestingViewings.grant("anna", 1), TestingViewings.IDLE)
                        .join()
                        .refusal())
                .isNotNull();
        clock.passes(TestingSessions.settings().denyFor().plusSeconds(1));
        assertThat(refused(again)).isNull();
    }

    @Test
    void anInventedTokenBesideHisMakesNobodyAnother() {
        sessions.revocations().kick(admit(viewing("3", "T1", 1, "sport1")).key(), TestingKicks.of(Duration.ZERO));

        assertThat(refused(viewing("4", "J1&token=T1", 1, "sport1"))).isNotNull();
        assertThat(refused(viewing("4", "J1&token=T2", 1, "sport1")))
                .as("a neighbour")
                .isNull();
    }

    @Test
    void nobodyElseStaysOut() {
        sessions.revocations().kick(admit(viewing("3", "T1", 1, "sport1")).key(), TestingKicks.of(Duration.ZERO));

        assertThat(refused(viewing("4", "T2", 1, "sport1"))).as("a neighbour").isNull();
        assertThat(refused(viewing("4", "T1", 2, "sport1")))
                .as("another address")
                .isNull();
        assertThat(refused(viewing("4", "T1", 1, "sport2")))
                .as("another stream")
                .isNull();
    }

    @Test
    void whoHasNoTokenIsNobody() {
        sessions.revocations().kick(admit(viewing("3", "", 1, "sport1")).key(), TestingKicks.of(Duration.ZERO));

        assertThat(refused(viewing("4", "", 1, "sport1"))).isNull();
    }

    @Test
    void twoScreensDoNotEndEachOtherForEver() {
        // Given
        admit(viewing("3", "T1", 1, "sport1"));
        clock.passes(Duration.ofSeconds(20));
        Session newer = admit(viewing("4", "T2", 2, "sport1"));

        // When
        AdmissionResult back = sessions.admit(
                        viewing("5", "T1", 1, "sport1"),
                        TestingViewings.ORIGIN,
                        TestingViewings.grant("anna", 1),
                        TestingViewings.IDLE)
                .join();

        // Then
        assertThat(back.refusal()).isNotNull();
        assertThat(newer.hasEnded()).isFalse();
        clock.passes(Duration.ofSeconds(11));
        admit(viewing("6", "T1", 1, "sport1"));
        assertThat(newer.hasEnded()).isTrue();
    }

    @Test
    void whoZapsBackIsLetIn() {
        // Given
        admit(viewing("3", "T1", 1, "sport1"));
        clock.passes(Duration.ofSeconds(20));
        Session zapped = admit(viewing("4", "T1", 1, "sport2"));

        // When
        Session back = admit(viewing("5", "T1", 1, "sport1"));

        // Then
        assertThat(back.hasEnded()).isFalse();
        assertThat(zapped.hasEnded()).isTrue();
    }

    private @Nullable Refusal refused(Viewing viewing) {
        return sessions.refused(viewing, clock.clock().now());
    }

    private Session admit(Viewing viewing) {
        return TestingViewings.admit(sessions, viewing, TestingViewings.grant("anna", 1))
                .session();
    }

    private static Viewing viewing(String id, String token, int client, String channel) {
        AccessRequest request = AccessRequest.builder()
                .session(id)
                .clientAddress("203.0.113." + client)
                .channel(channel)
                .path("/live/" + channel)
                .query(token.isEmpty() ? "" : "token=" + token)
                .build();
        return new Viewings(TestingSessions.keyHash(), TestingSessions.settings())
                .whole("nginx-rtmp", "everyone", request, new ServerConnection("192.0.2.10", "subscriber " + id));
    }
}
