package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import tv.usher.engine.inbound.RawResponse;

/** However long the API takes, the pages that balancers and Prometheus look at don't wait for it, and what waits is bounded. */
class HealthIsTheFirstToAnswerTest {

    private static final int WAITING = 16;

    private final CountDownLatch end = new CountDownLatch(1);

    @Test
    void whileTheApiHasMoreToDoThanItCan() throws Exception {
        try (ApiThread thread = new ApiThread();
                TestingManagement management = TestingManagement.with(thread)) {
            // Given
            fill(thread);

            // When
            RawResponse refused = management.get("/api/counts");

            // Then
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("retry-after")).contains("1");
            assertThat(management.get("/healthz").status()).isEqualTo(200);
            assertThat(management.get("/metrics").status()).isEqualTo(200);
            end.countDown();
            assertThat(answersInTheEnd(management)).isEqualTo(200);
        } finally {
            end.countDown();
        }
    }

    @Test
    void whatWaitsIsAnswered() throws Exception {
        ExecutorService operators = Executors.newCachedThreadPool();
        try (ApiThread thread = new ApiThread();
                TestingManagement management = TestingManagement.with(thread)) {
            // Given
            CountDownLatch begun = new CountDownLatch(1);
            thread.execute(() -> hold(begun));
            begun.await();
            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < WAITING; i++) {
                waiting.add(CompletableFuture.supplyAsync(() -> status(management), operators));
            }

            // When
            end.countDown();

            // Then
            assertThat(waiting).extracting(CompletableFuture::join).containsOnly(200);
        } finally {
            end.countDown();
            operators.shutdownNow();
        }
    }

    private void fill(ApiThread thread) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        thread.execute(() -> hold(begun));
        begun.await();
        for (int i = 0; i < WAITING; i++) {
            thread.execute(() -> {});
        }
        assertThatThrownBy(() -> thread.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private void hold(CountDownLatch begun) {
        begun.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread frees its places one after another. */
    private static int answersInTheEnd(TestingManagement management) {
        return await().until(() -> status(management), status -> status == 200);
    }

    private static int status(TestingManagement management) {
        try {
            return management.get("/api/counts").status();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
