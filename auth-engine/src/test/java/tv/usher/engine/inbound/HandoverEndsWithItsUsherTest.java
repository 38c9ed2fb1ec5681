package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import io.netty.channel.epoll.Epoll;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.session.DataFolder;

class HandoverEndsWithItsUsherTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void needsEpoll() {
        Assumptions.assumeTrue(Epoll.isAvailable(), "native epoll is needed");
    }

    /** A JVM that ends waits 300 ms for a thread in native code. */
    @Test
    void noThreadOfItIsLeftAfterAStop() throws IOException {
        try (TestingListener callers = listener();
                TestingListener operators = listener()) {
            // Given
            Handover.Offer offer = offer(callers, operators, () -> {});
            assertThat(threads()).isPositive();

            // When
            offer.withdraw();
            offer.close();

            // Then
            await().until(() -> threads() == 0);
        }
    }

    @Test
    void withdrawnSocketsAreNobodys() throws IOException {
        try (TestingListener callers = listener();
                TestingListener operators = listener();
                Handover.Offer offer = offer(callers, operators, () -> {})) {
            // When
            offer.withdraw();

            // Then
            assertThat(Handover.take(folder)).isEmpty();
        }
    }

    private Handover.Offer offer(TestingListener callers, TestingListener operators, Runnable stop) {
        return Handover.offer(new DataFolder(folder), callers.listener(), operators.listener(), stop);
    }

    private static TestingListener listener() throws IOException {
        return TestingListener.inFrontOf(TestingDecider.allowing());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("usher-handover-"))
                .count();
    }
}
