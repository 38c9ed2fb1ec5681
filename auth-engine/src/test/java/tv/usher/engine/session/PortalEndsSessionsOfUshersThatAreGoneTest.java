package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.util.TestingClock;

/** Its media server would play on: nobody else tells it to cut the viewer. */
class PortalEndsSessionsOfUshersThatAreGoneTest {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final KickOrder NO_BAN = new KickOrder("", Duration.ZERO, "one-time code", "");
    private static final Origin ORIGIN = TestingOrigins.of("srs", "portal");

    private final TestingClock clock = new TestingClock();

    /** Also where no ban tells others who must go. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 1})
    void andItIsKickedHere(int maxBans) {
        SessionSettings settings = new TestingSettings().maxBans(maxBans).build();
        TestingSharedStore shared = new TestingSharedStore(clock.clock(), settings);
        TestingSessionListener listener = new TestingSessionListener();
        Viewing television = viewing(settings, "news");
        try (Sessions here = sessions(settings, shared, listener)) {
            // Given
            here.revocations().kick(new UserId("portal", "bert"), TestingKicks.of(Duration.ofHours(1)));
            try (Sessions there = sessions(settings, shared, new TestingSessionListener())) {
                Grant grant = Grant.lasting(Duration.ofHours(1)).user("anna");
                there.admit(television, ORIGIN, grant, Duration.ofMinutes(5)).join();
            }

            // When
            StoredSession found =
                    here.users().find(ANNA, television.key()).join().orElseThrow();
            KickResult result = here.users().end(found, NO_BAN);

            // Then
            assertThat(result.ended()).isEqualTo(1);
            assertThat(listener.heard()).contains("kicked news");
            assertThat(here.users().find(ANNA, television.key()).join()).isEmpty();
        }
    }

    /** Else both Ushers would tell that it was watched. */
    @Test
    void whatNobodyCanCutIsEndedWhereItLives() {
        SessionSettings settings = new TestingSettings().build();
        TestingSharedStore shared = new TestingSharedStore(clock.clock(), settings);
        TestingSessionListener listener = new TestingSessionListener();
        TestingSessionListener others = new TestingSessionListener();
        Viewing television = viewing(settings, "news", null);
        try (Sessions here = sessions(settings, shared, listener);
                Sessions there = sessions(settings, shared, others)) {
            // Given
            Grant grant = Grant.lasting(Duration.ofHours(1)).user("anna");
            there.admit(television, ORIGIN, grant, Duration.ofMinutes(5)).join();

            // When
            StoredSession found =
                    here.users().find(ANNA, television.key()).join().orElseThrow();
            here.users().end(found, NO_BAN);

            // Then
            assertThat(listener.heard()).isEmpty();
            assertThat(others.heard()).containsExactly("began news", "banned news");
        }
    }

    @Test
    void alsoWhereNoMoreSessionsAreRemembered() {
        SessionSettings settings = new TestingSettings().maxSessions(1).build();
        TestingSharedStore shared = new TestingSharedStore(clock.clock(), settings);
        SessionSettings larger = new TestingSettings().build();
        Viewing television = viewing(larger, "news");
        try (Sessions here = sessions(settings, shared, new TestingSessionListener());
                Sessions there = sessions(larger, shared, new TestingSessionListener())) {
            // Given
            Grant grant = Grant.lasting(Duration.ofHours(1)).user("anna");
            here.admit(viewing(settings, "sport"), ORIGIN, grant, Duration.ofMinutes(5))
                    .join();
            there.admit(television, ORIGIN, grant, Duration.ofMinutes(5)).join();

            // When
            StoredSession found =
                    here.users().find(ANNA, television.key()).join().orElseThrow();

            // Then
            assertThat(here.users().end(found, NO_BAN).ended()).isEqualTo(1);
            assertThat(there.live().find(television.key())).isEmpty();
        }
    }

    private Sessions sessions(SessionSettings settings, TestingSharedStore shared, SessionListener listener) {
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Sessions sessions = TestingSessions.of(settings, clock.clock(), shared.node(), metrics, listener);
        sessions.open();
        return sessions;
    }

    private static Viewing viewing(SessionSettings settings, String channel) {
        return viewing(settings, channel, new ServerConnection("127.0.0.1", "7"));
    }

    private static Viewing viewing(SessionSettings settings, String channel, @Nullable ServerConnection connection) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("192.0.2.1")
                .userAgent("VLC")
                .channel(channel)
                .path("/live/" + channel)
                .query("token=a")
                .build();
        return new Viewings(TestingSessions.keyHash(), settings).whole("srs", "everyone", request, connection);
    }
}
