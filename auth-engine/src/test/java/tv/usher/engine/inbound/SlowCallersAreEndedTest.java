package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;

/** T34. */
class SlowCallersAreEndedTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration IDLE =
            Duration.ofMillis(1_500); // a question must come within it, however busy the machine
    private static final Duration LONG = TestingListener.LONG;

    private final TestingDecider decider = TestingDecider.allowing();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "G",
                "GET /?token=1",
                "GET / HTTP/1.1\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Real-",
                "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 10\r\n\r\nhello",
                "POST / HTTP/1.1\r\nHost: u\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"
            })
    void aRequestThatStopsIs408(String begun) throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(SHORT, LONG));
                RawConnection connection = listener.connect()) {
            // When
            RawResponse answer = connection.send(begun).answer();

            // Then
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.isLast()).isTrue();
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(decider.questions()).isEmpty();
            assertThat(listener.counted("usher_broken_requests")).isEqualTo(1);
        }
    }

    @Test
    void aRequestThatDripsIs408HoweverOftenABytesComes() throws Exception {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(SHORT, LONG));
                RawConnection connection = listener.connect()) {
            // When
            Thread dripping = new Thread(() -> {
                connection.sendLeniently("GET / HTTP/1.1\r\nX-Real-Ua: ");
                for (int i = 0; i < 100; i++) {
                    connection.sendLeniently("x");
                    pause();
                }
            });
            dripping.start();

            // Then
            assertThat(connection.answer().status()).isEqualTo(408);
            dripping.join(LONG.toMillis());
            assertThat(decider.questions()).isEmpty();
        }
    }

    @Test
    void aSecondRequestThatStopsIs408Too() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(SHORT, LONG));
                RawConnection connection = listener.connect()) {
            // Given
            assertThat(connection
                            .send("GET / HTTP/1.1\r\nHost: u\r\n\r\n")
                            .answer()
                            .status())
                    .isEqualTo(200);

            // When
            RawResponse answer = connection.send("GET / HT").answer();

            // Then
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.isLast()).isTrue();
            assertThat(connection.isClosedByListener()).isTrue();
        }
    }

    @Test
    void aSecondRequestThatBeganWithTheFirstAndStopsIsEndedToo() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(SHORT, IDLE));
                RawConnection connection = listener.connect()) {
            // When
            connection.send("GET / HTTP/1.1\r\nHost: u\r\n\r\nGET / HTT");

            // Then
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.everything()).isEmpty();
            assertThat(decider.questions()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosedWithoutAnAnswer() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(LONG, SHORT));
                RawConnection connection = listener.connect()) {
            assertThat(connection.everything()).isEmpty();
        }
    }

    @Test
    void aConnectionThatAskedOnceAndNoMoreIsClosedToo() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(decider, TestingListener.settings(LONG, IDLE));
                RawConnection connection = listener.connect()) {
            assertThat(connection
                            .send("GET / HTTP/1.1\r\nHost: u\r\n\r\n")
                            .answer()
                            .isLast())
                    .isFalse();
            assertThat(connection.isClosedByListener()).isTrue();
        }
    }

    @Test
    void whoWaitsForASlowDecisionIsNotSlow() throws IOException {
        // Given
        TestingDecider slow = TestingDecider.hanging();
        try (TestingListener listener = TestingListener.inFrontOf(slow, TestingListener.settings(SHORT, IDLE));
                RawConnection connection = listener.connect()) {
            connection.send("GET / HTTP/1.1\r\nHost: u\r\n\r\n");
            await().until(() -> !slow.questions().isEmpty());
            long asked = System.nanoTime();

            // When
            await().until(() -> System.nanoTime() - asked > IDLE.plus(SHORT).toNanos());
            slow.decisions().get(0).complete(TestingDecider.denied());

            // Then
            assertThat(connection.answer().status()).isEqualTo(403);
        }
    }

    @Test
    void whoLeavesTakesTheQuestionAlong() throws IOException {
        // Given
        TestingDecider slow = TestingDecider.hanging();
        try (TestingListener listener = TestingListener.inFrontOf(slow)) {
            try (RawConnection connection = listener.connect()) {
                connection.send("GET / HTTP/1.1\r\nHost: u\r\n\r\n");
                await().until(() -> !slow.decisions().isEmpty());
            } // When

            // Then
            await().until(() -> slow.decisions().get(0).isCancelled());
            await().until(() -> listener.connections() == 0);
            assertThat(slow.questions()).hasSize(1);
        }
    }

    @Test
    void whoLeavesTakesTheQuestionAlongThoughMoreArePipelined() throws IOException {
        // Given
        TestingDecider slow = TestingDecider.hanging();
        try (TestingListener listener = TestingListener.inFrontOf(slow)) {
            try (RawConnection connection = listener.connect()) {
                connection.send("GET / HTTP/1.1\r\nHost: u\r\n\r\n".repeat(3));
                await().until(() -> !slow.decisions().isEmpty());
            } // When

            // Then
            await().until(() -> slow.decisions().get(0).isCancelled());
            assertThat(slow.questions()).hasSize(1);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20); // the pace of the drip, nothing waits for it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
