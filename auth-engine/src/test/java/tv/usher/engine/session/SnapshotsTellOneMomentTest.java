package tv.usher.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Time passes while a session is written down; moments that are the same are still the same afterwards. */
class SnapshotsTellOneMomentTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public long now() {
            return nanos.addAndGet(170_000);
        }

        @Override
        public long wallNow() {
            return nanos.addAndGet(170_000) / 1_000_000;
        }
    };
    private final SessionSettings settings = TestingSessions.settings();
    private final Sessions sessions =
            TestingSessions.inMemory(settings, clock, new SessionMetrics(new PrometheusRegistry()));

    @Test
    void norAfterARestart() {
        // Given
        SessionFactory factory = new SessionFactory(clock, new Lifetimes(settings));
        Origin origin = TestingOrigins.of("own");
        Session.Playback playback = new Session.Playback("203.0.113.7", 0, "news");

        // When
        StoredSession stored = TestingSessions.ofEdge(
                new Key(1, 2), null, origin, "77", "", playback, true, true, 0, 0, 3_600_000, 3_600_000, 60_000);
        Session restored = factory.of(stored);

        // Then
        assertThat(restored.isKept()).isFalse();
        assertThat(restored.validUntil()).isEqualTo(restored.grantEnds());
    }

    @Test
    void whoIsNotKeptIsNeverToldToBe() {
        // Given
        Viewings viewings = new Viewings(TestingSessions.keyHash(), settings);
        Origin origin = TestingOrigins.of("own");
        for (int i = 0; i < 100; i++) {
            AccessRequest request = AccessRequest.builder()
                    .path("/" + i + "/")
                    .query("token=" + i)
                    .build();
            sessions.admit(
                            viewings.of("nginx", "everyone", request, "", null),
                            origin,
                            Grant.lasting(Duration.ofHours(1)),
                            Duration.ofHours(1))
                    .join();
        }

        // When
        List<StoredSession> stored = new ArrayList<>();
        sessions.live().forEach(session -> stored.add(sessions.live().snapshot(session)));

        // Then
        assertThat(stored).hasSize(100).allSatisfy(session -> {
            assertThat(session.validUntil()).isEqualTo(session.grantEnds());
            assertThat(session.lastSeen()).isEqualTo(session.began());
        });
    }
}
