package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;

/** T34. Lines of 512 bytes, headers of 2048, bodies of 1024. */
class OversizedRequestsAreRefusedTest {

    private final TestingDecider decider = TestingDecider.allowing();
    private TestingListener listener;

    @BeforeEach
    void listen() throws IOException {
        listener = TestingListener.inFrontOf(decider);
    }

    @AfterEach
    void stop() {
        listener.close();
    }

    @ParameterizedTest
    @CsvSource({"400, 200", "1000, 414"})
    void aLongLine(int length, int status) throws IOException {
        assertAnswered(status, "GET /?" + "x".repeat(length) + " HTTP/1.1\r\nHost: u\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1000, 200", "3000, 431"})
    void aLongHeader(int length, int status) throws IOException {
        assertAnswered(status, "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Ua: " + "x".repeat(length) + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"100, 200", "1000, 431"})
    void manyHeaders(int number, int status) throws IOException {
        assertAnswered(status, "GET / HTTP/1.1\r\nHost: u\r\n" + "X-A: b\r\n".repeat(number) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({"1024, 200", "1025, 413"})
    void aLongBody(int length, int status) throws IOException {
        assertAnswered(
                status, "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({"64, 200", "65, 413"})
    void aLongChunkedBody(int chunks, int status) throws IOException {
        assertAnswered(
                status,
                "POST / HTTP/1.1\r\nHost: u\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "10\r\nxxxxxxxxxxxxxxxx\r\n".repeat(chunks) + "0\r\n\r\n");
    }

    @Test
    void aBodyThatIsAnnouncedTooLongIsRefusedBeforeItComes() throws IOException {
        assertThat(listener.ask("POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 9223372036854775807\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(listener.ask("POST / HTTP/1.1\r\nHost: u\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n")
                        .status())
                .isEqualTo(413);
        assertThat(decider.questions()).isEmpty();
    }

    @Test
    void endlessTrailersAreRefused() throws IOException {
        assertAnswered(
                431,
                "POST / HTTP/1.1\r\nHost: u\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + "X-A: b\r\n".repeat(1_000)
                        + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /?%s HTTP/1.1\r\nHost: u\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: u\r\nX-Real-Ua: %s\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 10000000\r\n\r\n%s",
                "POST / HTTP/1.1\r\nHost: u\r\nTransfer-Encoding: chunked\r\n\r\n%s"
            })
    void whatIsMuchTooLongIsNotEvenReadToItsEnd(String request) throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            String answers = connection
                    .sendLeniently(request.formatted("x".repeat(10_000_000)))
                    .everything();

            // Then
            assertThat(answers).as("a closing connection may lose its answer").matches("(?s)|HTTP/1\\.1 4\\d\\d .*");
            assertThat(decider.questions()).isEmpty();
        }
    }

    private void assertAnswered(int status, String bytes) throws IOException {
        try (RawConnection connection = listener.connect()) {
            // When
            RawResponse answer = connection.sendLeniently(bytes).answer();

            // Then
            assertThat(answer.status()).isEqualTo(status);
            assertThat(decider.questions()).hasSize(status == 200 ? 1 : 0);
            if (status != 200) {
                assertThat(answer.isLast()).isTrue();
                assertThat(connection.isClosedByListener()).isTrue();
                assertThat(listener.counted("usher_broken_requests")).isEqualTo(1);
            }
        }
        assertThat(listener.ask("GET / HTTP/1.1\r\nHost: u\r\n\r\n").status())
                .as("others are served")
                .isEqualTo(200);
    }
}
