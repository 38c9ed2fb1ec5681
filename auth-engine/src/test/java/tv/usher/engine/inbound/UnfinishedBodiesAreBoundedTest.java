package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;
import static tv.usher.engine.inbound.TestingListener.LONG;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.decision.TestingDecider;

/** T34, of bodies: all that are unfinished share 2048 bytes here, and those of strangers aren't taken. */
class UnfinishedBodiesAreBoundedTest {

    private static final String ASK = "GET / HTTP/1.1\r\nHost: u\r\n\r\n";
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 1001\r\n\r\n";
    private static final InboundSettings SETTINGS =
            new InboundSettings(512, 2048, 1024, 2048, LONG, LONG, 100, 100, LONG, 1);

    @Test
    void oneTooManyIsUndecidedAndTheOthersGoOn() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing(), SETTINGS);
                RawConnection one = listener.connect();
                RawConnection two = listener.connect();
                RawConnection three = listener.connect()) {
            // Given
            one.send(HEAD + "x".repeat(1000));
            two.send(HEAD + "x".repeat(1000));

            // When
            await().until(() -> listener.ask(HEAD + "x".repeat(1001)).status() == 503);

            // Then
            assertThat(listener.ask(ASK).status()).isEqualTo(200);
            three.send(HEAD + "x".repeat(40));
            assertThat(one.send("x").answer().status()).isEqualTo(200);
            assertThat(three.send("x".repeat(961)).answer().status()).isEqualTo(200);
            assertThat(two.send("x").answer().status()).isEqualTo(200);
            assertThat(listener.counted("usher_broken_requests", "503")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void whoLeavesGivesTheRoomBack() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing(), SETTINGS)) {
            for (int i = 0; i < 20; i++) {
                try (RawConnection leaving = listener.connect()) {
                    leaving.send(HEAD + "x".repeat(1000));
                }
                assertThat(listener.ask("POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 1025\r\n\r\n")
                                .status())
                        .isEqualTo(413);
            }
            await().until(() -> listener.connections() == 0);
            try (RawConnection one = listener.connect();
                    RawConnection two = listener.connect()) {
                one.send(HEAD + "x".repeat(1000));
                two.send(HEAD + "x".repeat(1000));
                assertThat(one.send("x").answer().status()).isEqualTo(200);
                assertThat(two.send("x").answer().status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n",
                "Transfer-Encoding: chunked\r\n",
                "Content-Length: 5\r\nExpect: 100-continue\r\n",
                "Content-Length: 9000000000\r\n"
            })
    void aStrangersBodyIsNotTaken(String header) throws IOException {
        try (TestingListener listener = TestingListener.trustingOthers(TestingDecider.allowing())) {
            // When: the body never comes
            RawResponse answer = listener.ask("POST / HTTP/1.1\r\nHost: u\r\n" + header + "\r\n");

            // Then
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.isLast()).isTrue();
        }
    }

    @Test
    void norThatOfWhoIsNoCallerAnyMore() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing());
                RawConnection connection = listener.connect()) {
            assertThat(connection.send(ASK).answer().status()).isEqualTo(200);

            // When
            listener.reload("10.0.0.0/8", TestingDecider.allowing());

            // Then
            assertThat(connection.send(HEAD).answer().status()).isEqualTo(403);
        }
    }

    @Test
    void whoIsExpectedToGoOnDoes() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing());
                RawConnection connection = listener.connect()) {
            RawResponse goOn = connection
                    .send("POST / HTTP/1.1\r\nHost: u\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
                    .answer();
            assertThat(goOn.status()).isEqualTo(100);
            assertThat(connection.send("hi").answer().status()).isEqualTo(200);
        }
    }
}
