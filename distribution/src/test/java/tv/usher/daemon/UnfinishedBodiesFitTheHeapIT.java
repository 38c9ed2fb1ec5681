package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;

/** T34 with the shipped defaults: bodies that never end, at both listeners, of four times the heap. */
@TakesLong
class UnfinishedBodiesFitTheHeapIT {

    private static final int HEAP_MEGABYTES = 64;
    private static final int BODY = 65_536;
    private static final int CALLERS = 4 * HEAP_MEGABYTES * 1_048_576 / BODY;
    private static final int OPERATORS = 150;

    @TempDir
    private Path folder;

    @Test
    void andQuestionsAreAnsweredMeanwhile() throws Exception {
        List<CallerConnection> unfinished = new ArrayList<>();
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess usher = UnpackedUsher.built()
                        .startWithHeap(
                                HEAP_MEGABYTES, ConfigText.write(folder, ConfigText.asking(middleware.address())))) {
            // When
            for (int i = 0; i < CALLERS; i++) {
                unfinished.add(begin(usher.callers(), "/flussonic"));
            }
            for (int i = 0; i < OPERATORS; i++) {
                unfinished.add(begin(usher.management(), "/api/explain"));
            }

            // Then
            await("bodies that are refused")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> usher.metric("usher_broken_requests_total{status=\"503\"}") > CALLERS / 2.0);
            assertThat(usher.askAbout("/play/a001", "token=1").status()).isEqualTo(200);
            assertThat(usher.page("/readyz").status()).isEqualTo(200);
            assertThat(usher.log()).noneMatch(line -> line.contains("OutOfMemory") || line.contains("ERROR"));
        } finally {
            for (CallerConnection connection : unfinished) {
                connection.close();
            }
        }
    }

    private static CallerConnection begin(int port, String path) throws Exception {
        CallerConnection connection = CallerConnection.to(port);
        connection.sendLeniently("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + BODY + "\r\n\r\n"
                + "x".repeat(BODY - 1));
        return connection;
    }
}
