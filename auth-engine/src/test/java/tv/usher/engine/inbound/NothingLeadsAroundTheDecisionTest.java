package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingDecider;
import tv.usher.engine.decision.TestingRules;

/** T05, T08, T09, T33: a caller's trust is no viewer's, and neither method, path, user agent nor hop-by-hop headers change a verdict. */
class NothingLeadsAroundTheDecisionTest {

    private final TestingDecider denying = TestingDecider.deciding(request -> TestingDecider.denied());
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TestingListener.inFrontOf(denying);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: u\r\nUser-Agent: kube-probe/1.30\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: u\r\nUser-Agent: GoogleHC/1.0\r\n\r\n",
                "GET /readyz HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /metrics HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /api/sessions HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /favicon.ico HTTP/1.1\r\nHost: u\r\n\r\n",
                "OPTIONS / HTTP/1.1\r\nHost: u\r\nOrigin: https://x\r\nAccess-Control-Request-Method: GET\r\n\r\n",
                "OPTIONS /envoy/live/1.m3u8 HTTP/1.1\r\nHost: u\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n",
                "TRACE / HTTP/1.1\r\nHost: u\r\n\r\n",
                "DELETE /nginx HTTP/1.1\r\nHost: u\r\nX-Original-URI: /1.m3u8\r\n\r\n",
                "PURGE / HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /nginx HTTP/1.1\r\nHost: u\r\nX-Original-URI: /1.m3u8\r\nX-Original-Method: OPTIONS\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-HTTP-Method-Override: OPTIONS\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
            })
    void everyCallIsAQuestion(String call) throws IOException {
        assertThat(listener.ask(call).status()).isEqualTo(403);
        assertThat(denying.questions()).hasSize(1);
    }

    @Test
    void aHeadIsAQuestionWhoseAnswerHasNoBody() throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            RawResponse head =
                    connection.send("HEAD /srs HTTP/1.1\r\nHost: u\r\n\r\n").answerToHead();

            // Then
            assertThat(head.status()).isEqualTo(403);
            assertThat(connection
                            .send("POST /srs HTTP/1.1\r\nHost: u\r\nContent-Length: 1\r\n\r\n{")
                            .answer()
                            .body())
                    .isEqualTo("{\"code\":403,\"msg\":\"denied\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: X-Real-IP, X-Session-Id",
                "Connection: close, X-Real-Path\r\nConnection: X-Real-IP",
                "Keep-Alive: X-Real-IP\r\nProxy-Connection: X-Real-IP",
                "TE: trailers\r\nTrailer: X-Real-IP",
                "X_Real_IP: 10.0.0.1\r\nX.Real.IP: 10.0.0.1\r\nReal-IP: 10.0.0.1"
            })
    void noHopByHopHeaderTakesAFactAway(String headers) throws IOException {
        // When
        listener.ask("GET /?token=1 HTTP/1.1\r\nHost: u\r\nX-Real-IP: 203.0.113.7\r\nX-Session-Id: 5\r\n"
                + "X-Real-Path: /1\r\n" + headers + "\r\n\r\n");

        // Then
        assertThat(denying.questions()).singleElement().satisfies(request -> {
            assertThat(request.clientAddress()).isEqualTo("203.0.113.7");
            assertThat(request.session()).isEqualTo("5");
            assertThat(request.path()).isEqualTo("/1");
        });
    }

    @Test
    void anAllowListIsAboutTheViewerAndNeverAboutTheCaller() throws IOException {
        // Given
        Decider decider = TestingRules.decider(
                TestingRules.access("- {name: nearby, then: allow, when: {address: [127.0.0.0/8]}}"),
                TestingContext.remembering());
        try (TestingListener real = TestingListener.inFrontOf(decider)) {
            // Then
            assertThat(real.ask("GET / HTTP/1.1\r\nHost: u\r\n\r\n").status()).isEqualTo(403);
            assertThat(real.ask("GET / HTTP/1.1\r\nHost: u\r\nX-Real-IP: 203.0.113.7\r\n\r\n")
                            .status())
                    .isEqualTo(403);
            assertThat(real.ask("GET / HTTP/1.1\r\nHost: u\r\nX-Real-IP: 127.0.0.1\r\n\r\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srs", "/mediamtx", "/ome", "/nginx-rtmp", "/flussonic", "/mistserver"})
    void aBodyThatDoesNotEndIsNoQuestion(String path) throws IOException {
        try (RawConnection connection = listener.connect()) {
            connection.send("POST " + path + " HTTP/1.1\r\nHost: u\r\nContent-Length: 100\r\n\r\n{\"action\":");
        }
        assertThat(listener.ask("POST " + path + " HTTP/1.1\r\nHost: u\r\nContent-Length: 2000\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(denying.questions()).isEmpty();
    }

    @Test
    void aBodyInChunksIsOneBody() throws IOException {
        // Given
        String body = "{\"action\":\"on_play\",\"app\":\"live\",\"stream\":\"1\",\"ip\":\"203.0.113.7\"}";
        String chunks = Integer.toHexString(10) + ";x=y\r\n" + body.substring(0, 10) + "\r\n"
                + Integer.toHexString(body.length() - 10) + "\r\n" + body.substring(10) + "\r\n0\r\n\r\n";

        // When
        RawResponse answer =
                listener.ask("POST /srs HTTP/1.1\r\nHost: u\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);

        // Then
        assertThat(answer.body()).isEqualTo("{\"code\":403,\"msg\":\"denied\"}");
        assertThat(denying.questions())
                .singleElement()
                .satisfies(request -> assertThat(request.path()).isEqualTo("/live/1"));
    }

    @Test
    void theEndOfAViewingIsHeardAndAnsweredWhateverTheDeciderSays() throws IOException {
        // Given
        String stop = "{\"action\":\"on_stop\",\"client_id\":7,\"app\":\"live\",\"stream\":\"1\"}";

        // When
        RawResponse answer =
                listener.ask("POST /srs HTTP/1.1\r\nHost: u\r\nContent-Length: " + stop.length() + "\r\n\r\n" + stop);

        // Then
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"code\":0}");
        assertThat(denying.questions()).isEmpty();
        assertThat(denying.ended())
                .singleElement()
                .satisfies(request -> assertThat(request.session()).isEqualTo("7"));
    }
}
