package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/** A caller that comes back brings all its viewers at once, and their players ask more than once. */
@TakesLong
class ReturningViewersAreAskedAboutOnceIT {

    private static final int VIEWERS = 10_000;
    private static final int CONNECTIONS = 1_000;
    private static final int MAX_CONCURRENT = 20;

    @TempDir
    private Path folder;

    @Test
    void andNeverMoreThanTheBackendBearsAtATime() throws Exception {
        // Given
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TestingMiddleware.Thinking busy = () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(1);
            now.decrementAndGet();
        };
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, busy);
                UsherProcess usher = UnpackedUsher.built().start(ConfigText.write(folder, """
                        on-unavailable: deny
                        sessions: {store: memory}
                        backends:
                          own:
                            {type: http, address: "%s", max-concurrent: %d, max-waiting: %d, address-share: 100, timeout: 60s, grant: 1h}
                        access:
                          - {name: everyone, ask: [own]}
                        """.formatted(
                                middleware.address(), MAX_CONCURRENT, VIEWERS)))) {
            // When
            assertAllAreLetIn(usher, 2);

            // Then
            assertThat(middleware.asked()).hasSize(VIEWERS);
            assertThat(most.get()).isLessThanOrEqualTo(MAX_CONCURRENT);

            // And when the caller has been restarted
            assertAllAreLetIn(usher, 1);

            // Then
            assertThat(middleware.asked()).hasSize(VIEWERS);
        }
    }

    /**
     * @param times that each viewer asks, on another connection each time
     */
    private static void assertAllAreLetIn(UsherProcess usher, int times) throws IOException {
        List<CallerConnection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < times * CONNECTIONS; i++) {
                connections.add(CallerConnection.to(usher.callers()));
            }
            for (int i = 0; i < connections.size(); i++) {
                for (int viewer : viewersOf(i)) {
                    connections
                            .get(i)
                            .send(
                                    "/nginx",
                                    "X-Original-URI: /live/one/index.m3u8?token=" + viewer,
                                    "X-Real-IP: 203.0.113." + viewer % 250);
                }
            }
            for (int i = 0; i < connections.size(); i++) {
                for (int viewer : viewersOf(i)) {
                    assertThat(connections.get(i).read().status())
                            .as("viewer %d", viewer)
                            .isEqualTo(200);
                }
            }
        } finally {
            for (CallerConnection connection : connections) {
                connection.close();
            }
        }
    }

    private static int[] viewersOf(int connection) {
        int each = VIEWERS / CONNECTIONS;
        return IntStream.range(0, each)
                .map(i -> connection % CONNECTIONS * each + i)
                .toArray();
    }
}
