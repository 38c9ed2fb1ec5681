package tv.usher.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;
import tv.usher.engine.wiring.Stores;

/**
 * Heap that a live session takes, at a million of the largest kind: of an edge, found with and without its token, each of a user of its
 * own with a limit.
 */
public final class SessionHeap {

    private static final int SESSIONS = 1_000_000;
    private static final int CHANNELS = 500;

    private SessionHeap() {}

    public static void main(String[] args) {
        SessionSettings settings = BenchSettings.inMemory(SESSIONS);
        Stores stores = Stores.of(settings, Path.of("unused"), Clock.system());
        Viewings viewings = new Viewings(stores.keyHash(), settings);
        SessionMetrics metrics = new SessionMetrics(new PrometheusRegistry());
        Sessions sessions = BenchSettings.sessions(settings, stores.store(), metrics);

        long before = used();
        for (int i = 0; i < SESSIONS; i++) {
            admit(sessions, viewings, i);
        }
        long bytes = (used() - before) / SESSIONS;

        long[] live = new long[1];
        sessions.live().forEach(session -> live[0]++);
        System.out.printf("%d live sessions, %d bytes each%n", live[0], bytes);
    }

    private static void admit(Sessions sessions, Viewings viewings, int i) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("10." + (i >> 16 & 0xff) + '.' + (i >> 8 & 0xff) + '.' + (i & 0xff))
                .userAgent("VLC/3.0.18 LibVLC/3.0.18")
                .path("/live/channel-" + i % CHANNELS + "/index.m3u8")
                .query("token=" + Integer.toHexString(i))
                .build();
        Grant grant = Grant.lasting(Duration.ofHours(10)).user("user" + i).maxSessions(3);
        sessions.admit(
                        viewings.of("nginx", "everyone", request, "", null),
                        new Origin("nginx", "127.0.0.1", "everyone", "ministra", List.of()),
                        grant,
                        Duration.ofHours(1))
                .join();
    }

    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
