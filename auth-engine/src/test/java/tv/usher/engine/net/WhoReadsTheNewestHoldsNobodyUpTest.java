package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** T46: event loops add what operators read, and a table may be long. */
class WhoReadsTheNewestHoldsNobodyUpTest {

    private final NewestByAddress<Integer, String> newest = new NewestByAddress<>(3);

    @Test
    void readingNeedsNoTurn() throws Exception {
        // Given a change that doesn't come to its end
        add(1, "a");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> changing = CompletableFuture.runAsync(() -> newest.change(1, value -> {
            begun.countDown();
            await(end);
            return "b";
        }));
        await(begun);

        // When
        List<String> read =
                CompletableFuture.supplyAsync(() -> newest.newest().toList()).get(30, TimeUnit.SECONDS);

        // Then
        assertThat(read).containsExactly("a");
        end.countDown();
        changing.join();
        assertThat(newest.newest()).containsExactly("b");
    }

    @Test
    void whatIsAddedMeanwhileDoesNotLengthenIt() {
        // Given
        add(1, "a");
        add(2, "b");
        add(3, "c");

        // When
        List<String> read = newest.newest()
                .peek(value -> add(10 + value.charAt(0), "later"))
                .toList();

        // Then
        assertThat(read).startsWith("c").doesNotContain("later").hasSizeLessThanOrEqualTo(3);
        assertThat(newest.newest()).hasSize(3);
    }

    private void add(int key, String value) {
        newest.add(key, value, Optional.empty(), 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
