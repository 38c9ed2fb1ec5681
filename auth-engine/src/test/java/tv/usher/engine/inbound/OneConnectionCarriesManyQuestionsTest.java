package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.TestingDecider;

class OneConnectionCarriesManyQuestionsTest {

    private static final Decision ALLOWED =
            TestingDecider.allowed(Grant.lasting(Duration.ofHours(1)).user("77"));

    private final TestingDecider byToken = TestingDecider.deciding(
            request -> request.query().raw().equals("token=123") ? ALLOWED : TestingDecider.denied());

    @Test
    void astrasQuestionIsAnswered() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken)) {
            // When
            RawResponse answer = listener.ask("GET /?token=123 HTTP/1.1\r\nHost: usher:1064\r\nX-Session-ID: 1\r\n"
                    + "X-Channel-ID: a001\r\nX-Real-IP: 203.0.113.7\r\nX-Real-Path: /play/a001/index.m3u8\r\n"
                    + "X-Real-UA: VLC/3.0.18\r\nX-Real-Host: live.example.com\r\n\r\n");

            // Then
            assertThat(byToken.questions())
                    .containsExactly(AccessRequest.builder()
                            .session("1")
                            .channel("a001")
                            .clientAddress("203.0.113.7")
                            .path("/play/a001/index.m3u8")
                            .host("live.example.com")
                            .userAgent("VLC/3.0.18")
                            .query("token=123")
                            .build());
            assertThat(answer.head().lines().filter(line -> !line.isEmpty()))
                    .containsExactlyInAnyOrder(
                            "HTTP/1.1 200 OK",
                            "content-length: 0",
                            "X-Session-Id: 1",
                            "X-Session-Name: 77",
                            "X-UserId: 77");
        }
    }

    @Test
    void oneAfterAnotherWhateverTheAnswer() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            for (int i = 0; i < 10; i++) {
                // When
                RawResponse allowed = connection.send(get("/?token=123")).answer();
                RawResponse denied = connection.send(get("/?token=zz")).answer();

                // Then
                assertThat(allowed.status()).isEqualTo(200);
                assertThat(denied.status()).isEqualTo(403);
                assertThat(allowed.isLast() || denied.isLast()).isFalse();
                assertThat(denied.header("content-length")).contains("0");
            }
        }
    }

    @Test
    void pipelinedQuestionsAreAnsweredInTheirOrderThoughTheFirstIsSlow() throws IOException {
        // Given
        CompletableFuture<Decision> slow = new CompletableFuture<>();
        TestingDecider decider = TestingDecider.answering(request -> request.session()
                        .equals("1")
                ? slow
                : CompletableFuture.completedFuture(request.session().equals("2") ? TestingDecider.denied() : ALLOWED));
        try (TestingListener listener = TestingListener.inFrontOf(decider);
                RawConnection connection = listener.connect()) {
            connection.send(asking("1") + asking("2") + asking("3"));
            await().until(() -> !decider.questions().isEmpty());

            // When
            slow.complete(ALLOWED);

            // Then
            assertThat(connection.answer().header("X-Session-Id")).contains("1");
            assertThat(connection.answer().status()).isEqualTo(403);
            assertThat(connection.answer().header("X-Session-Id")).contains("3");
            assertThat(connection.send(asking("4")).answer().header("X-Session-Id"))
                    .contains("4");
        }
    }

    @Test
    void aLongPipelineIsAnsweredToItsEnd() throws IOException {
        // Given
        int many = 500;
        TestingDecider decider = TestingDecider.answering(request -> CompletableFuture.supplyAsync(() -> ALLOWED));
        try (TestingListener listener = TestingListener.inFrontOf(decider);
                RawConnection connection = listener.connect()) {
            StringBuilder pipeline = new StringBuilder();
            for (int i = 0; i < many; i++) {
                pipeline.append(asking("s" + i));
            }

            // When
            connection.send(pipeline.toString());

            // Then
            for (int i = 0; i < many; i++) {
                assertThat(connection.answer().header("X-Session-Id")).contains("s" + i);
            }
        }
    }

    @Test
    void whatFollowsAClosingQuestionIsNotAsked() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            // When
            connection.send(
                    "GET /?token=123 HTTP/1.1\r\nHost: u\r\nConnection: close\r\n\r\n" + get("/?token=one-time"));

            // Then
            assertThat(connection.answer().isLast()).isTrue();
            assertThat(connection.isClosedByListener()).isTrue();
            assertThat(byToken.questions()).hasSize(1);
        }
    }

    @Test
    void aPipelinedQuestionIsNotAnsweredBeforeAnOversizedOneThatFollows() throws IOException {
        // Given
        TestingDecider decider = TestingDecider.hanging();
        try (TestingListener listener = TestingListener.inFrontOf(decider);
                RawConnection connection = listener.connect()) {
            connection.send(asking("1") + "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 5000\r\n\r\n");
            await().until(() -> !decider.questions().isEmpty());

            // When
            decider.decisions().get(0).complete(ALLOWED);

            // Then
            assertThat(connection.answer().header("X-Session-Id")).contains("1");
            assertThat(connection.answer().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "OPTIONS", "DELETE", "PUT", "POST", "DESCRIBE"})
    void anyMethodAsksAsGetDoes(String method) throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            for (int i = 0; i < 2; i++) {
                // When
                RawResponse answer = connection
                        .send(method + " /?token=123 HTTP/1.1\r\nHost: u\r\n\r\n")
                        .answerToHead();

                // Then
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("X-UserId")).contains("77");
            }
            assertThat(connection
                            .send(method + " /?token=zz HTTP/1.1\r\nHost: u\r\n\r\n")
                            .answerToHead()
                            .status())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Content-Length: 0\r\n\r\n"
            })
    void aBodyIsReadAndMeansNothing(String body) throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            for (String method : List.of("POST", "GET", "HEAD")) {
                assertThat(connection
                                .send(method + " /?token=123 HTTP/1.1\r\nHost: u\r\n" + body)
                                .answerToHead()
                                .status())
                        .isEqualTo(200);
            }
            assertThat(byToken.questions())
                    .hasSize(3)
                    .allMatch(request -> request.query().raw().equals("token=123"));
        }
    }

    @Test
    void anOldCallerIsAnsweredAndTheConnectionEnds() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            // When
            RawResponse answer =
                    connection.send("GET /?token=123 HTTP/1.0\r\n\r\n").answer();

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(connection.isClosedByListener()).isTrue();
        }
    }

    @Test
    void anOldCallerThatWantsToGoOnIsToldThatItMay() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken);
                RawConnection connection = listener.connect()) {
            for (int i = 0; i < 2; i++) {
                // When
                RawResponse answer = connection
                        .send("GET /?token=123 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                        .answer();

                // Then
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("connection")).contains("keep-alive");
            }
        }
    }

    @Test
    void hopByHopHeadersTakeNoFactAway() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(byToken)) {
            // When
            listener.ask(
                    "GET / HTTP/1.1\r\nHost: u\r\nConnection: X-Real-IP, X-Session-Id\r\nX-Real-IP: 203.0.113.7\r\n"
                            + "X-Session-Id: 1\r\n\r\n");

            // Then
            assertThat(byToken.questions().get(0).clientAddress()).isEqualTo("203.0.113.7");
            assertThat(byToken.questions().get(0).session()).isEqualTo("1");
        }
    }

    private static String get(String target) {
        return "GET " + target + " HTTP/1.1\r\nHost: u\r\n\r\n";
    }

    private static String asking(String session) {
        return "GET /?token=123 HTTP/1.1\r\nHost: u\r\nX-Session-Id: " + session + "\r\n\r\n";
    }
}
