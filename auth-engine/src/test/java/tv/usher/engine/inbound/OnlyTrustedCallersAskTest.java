package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;

/** T01. */
class OnlyTrustedCallersAskTest {

    private final TestingDecider decider = TestingDecider.allowing();
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TestingListener.trustingOthers(decider);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /?token=123 HTTP/1.1\r\nHost: u\r\nX-Real-IP: 10.0.0.1\r\nX-Session-Id: 1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Forwarded-For: 10.0.0.1\r\nForwarded: for=10.0.0.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Trusted: yes\r\nX-Original-URI: /\r\nX-Accel-Redirect: /\r\n\r\n",
                "GET /nginx HTTP/1.1\r\nHost: u\r\nX-Original-URI: /1\r\n\r\n",
                "GET /forward-auth HTTP/1.1\r\nHost: u\r\nX-Forwarded-Uri: /1\r\n\r\n",
                "GET /flussonic HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: u\r\nUser-Agent: kube-probe/1.30\r\n\r\n",
                "OPTIONS / HTTP/1.1\r\nHost: u\r\nOrigin: http://x\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 2\r\n\r\nhi"
            })
    void anyoneElseGets403AndIsCounted(String request) throws IOException {
        // When
        RawResponse answer = listener.ask(request);

        // Then
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.head()).doesNotContainIgnoringCase("X-Session").doesNotContainIgnoringCase("X-UserId");
        assertThat(answer.body()).isEmpty();
        assertThat(listener.counted("usher_untrusted_calls")).isEqualTo(1);
        assertThat(decider.questions()).isEmpty();
    }

    @Test
    void brokenRequestsOfAnyoneElseAreRefusedToo() throws IOException {
        assertThat(listener.ask("GET http://u/ HTTP/1.1\r\nHost: u\r\n\r\n").status())
                .isIn(400, 403);
        assertThat(listener.ask("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\nHost: u\r\n\r\n")
                        .status())
                .isIn(403, 414);
        assertThat(decider.questions()).isEmpty();
    }

    @Test
    void everyCallIsCounted() throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            connection.sendLeniently("GET / HTTP/1.1\r\nHost: u\r\n\r\n");
            assertThat(connection.answer().status()).isEqualTo(403);
        }
        assertThat(listener.ask("GET / HTTP/1.1\r\nHost: u\r\n\r\n").status()).isEqualTo(403);

        // Then
        assertThat(listener.counted("usher_untrusted_calls")).isEqualTo(2);
    }
}
