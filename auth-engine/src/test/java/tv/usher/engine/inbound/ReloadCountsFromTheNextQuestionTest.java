package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import tv.usher.engine.decision.TestingDecider;

/** T29: on a connection that stays open, each question is decided by one configuration, the one in force when it came. */
class ReloadCountsFromTheNextQuestionTest {

    private static final String QUESTION = "GET /?token=123 HTTP/1.1\r\nHost: u\r\n\r\n";

    private final TestingDecider former = TestingDecider.hanging();
    private final TestingDecider next = TestingDecider.deciding(request -> TestingDecider.denied());

    @Test
    void whatWasAskedBeforeIsAnsweredByTheFormerOne() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(former);
                RawConnection connection = listener.connect()) {
            // Given
            connection.send(QUESTION);
            await().until(() -> former.questions().size() == 1);

            // When
            listener.reload("127.0.0.1", next);
            former.decisions().get(0).complete(TestingDecider.allowed(TestingDecider.NOBODY));

            // Then
            assertThat(connection.answer().status()).isEqualTo(200);
            assertThat(connection.send(QUESTION).answer().status()).isEqualTo(403);
            assertThat(former.questions()).hasSize(1);
            assertThat(next.questions()).hasSize(1);
        }
    }

    @Test
    void whoIsNotTrustedAnyMoreAsksNothingAnyMore() throws IOException {
        try (TestingListener listener = TestingListener.inFrontOf(TestingDecider.allowing());
                RawConnection connection = listener.connect()) {
            // Given
            assertThat(connection.send(QUESTION).answer().status()).isEqualTo(200);

            // When
            listener.reload("10.0.0.0/8", next);

            // Then
            RawResponse answer = connection.send(QUESTION).answer();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("connection")).contains("close");
            assertThat(listener.counted("usher_untrusted_calls")).isEqualTo(1);
            assertThat(next.questions()).isEmpty();
        }
    }
}
