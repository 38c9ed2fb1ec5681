package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.util.Clock;

/** T27: our own failure is "could not decide", never an allow, and the next question is answered. */
class BugsEndOneAnswerOnlyTest {

    private static final String ASK = "GET /?token=123 HTTP/1.1\r\nHost: u\r\n\r\n";

    private TestingLog log;

    @BeforeEach
    void hearErrors() {
        log = TestingLog.of(DecisionHandler.class);
    }

    @AfterEach
    void close() {
        log.close();
    }

    static Stream<Named<TestingDecider>> bugs() {
        return Stream.of(
                bug("throws", TestingDecider.deciding(request -> {
                    throw new IllegalStateException("bug");
                })),
                bug("throws what is no exception", TestingDecider.deciding(request -> {
                    throw new NoClassDefFoundError("bug");
                })),
                bug("overflows the stack", TestingDecider.deciding(request -> {
                    throw new StackOverflowError();
                })),
                bug("decides nothing", TestingDecider.answering(request -> null)),
                bug("decides null", TestingDecider.deciding(request -> null)),
                bug("fails at once", TestingDecider.answering(request -> CompletableFuture.failedFuture(bug()))),
                bug(
                        "fails later",
                        TestingDecider.answering(request -> CompletableFuture.supplyAsync(() -> {
                            throw bug();
                        }))),
                bug("gives up", TestingDecider.answering(request -> {
                    CompletableFuture<Decision> cancelled = new CompletableFuture<>();
                    cancelled.cancel(true);
                    return cancelled;
                })));
    }

    private static Named<TestingDecider> bug(String name, TestingDecider decider) {
        return Named.of(name, decider);
    }

    private static IllegalStateException bug() {
        return new IllegalStateException("bug");
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void whenTheDecider(TestingDecider broken) throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(broken);
                RawConnection connection = listener.connect()) {
            for (int i = 0; i < 3; i++) {
                // When
                RawResponse answer = connection.send(ASK).answer();

                // Then
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.body()).isEmpty();
            }
        }
    }

    @Test
    void whenWhatWasDecidedLaterCantBeNoted() throws IOException {
        // Given
        TestingDecider later =
                TestingDecider.answering(request -> CompletableFuture.supplyAsync(TestingDecider::denied));
        try (TestingListener listener = TestingListener.recordingBy(BrokenClock.INSTANCE, later);
                RawConnection connection = listener.connect()) {
            // When
            RawResponse answer = connection.send(ASK).answer();

            // Then
            assertThat(answer.status()).isEqualTo(503);
            assertThat(connection.isClosedByListener()).isTrue();
        }
    }

    private enum BrokenClock implements Clock {
        INSTANCE;

        @Override
        public long now() {
            return System.nanoTime();
        }

        @Override
        public long wallNow() {
            throw new StackOverflowError();
        }
    }

    @Test
    void theBugIsToldWithoutTheQuestion() throws IOException {
        // Given
        TestingDecider broken = TestingDecider.deciding(request -> {
            throw bug();
        });

        // When
        try (TestingListener listener = TestingListener.inFrontOf(broken)) {
            listener.ask(ASK);
        }

        // Then
        assertThat(log.lines()).singleElement().asString().doesNotContain("123");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /nginx HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /forward-auth HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Ip: nonsense\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Ip: 1.1.1.1\r\nx-real-ip: 2.2.2.2\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Path: /a/../b\r\n\r\n"
            })
    void aQuestionThatMakesNoSenseIsDeniedAndNotAsked(String request) throws IOException {
        // Given
        TestingDecider decider = TestingDecider.allowing();
        try (TestingListener listener = TestingListener.inFrontOf(decider);
                RawConnection connection = listener.connect()) {
            // When
            RawResponse answer = connection.send(request).answer();

            // Then
            assertThat(answer.status()).isEqualTo(403);
            assertThat(decider.questions()).isEmpty();
            assertThat(connection.send(ASK).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aDialectThatIsNotSpokenIsNotAsked() throws IOException {
        TestingDecider decider = TestingDecider.allowing();
        try (TestingListener listener = TestingListener.inFrontOf(decider)) {
            assertThat(listener.ask("POST /ome HTTP/1.1\r\nHost: u\r\nContent-Length: 2\r\n\r\n{}")
                            .status())
                    .isEqualTo(404);
            assertThat(decider.questions()).isEmpty();
        }
    }
}
