package tv.usher.engine.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.Header;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.Decider;
import tv.usher.engine.decision.TestingRules;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.ReasonCode;

/** From the caller's bytes to what the backend is asked, and from its answer to the caller's. */
class QuestionWalksToTheBackendAndBackTest {

    private static final String ASTRA = "GET /?token=123&a=%2F+b&a=&x HTTP/1.1\r\nHost: usher:1064\r\n"
            + "X-Session-ID: 1\r\nX-Channel-ID: a001\r\nX-Real-IP: 203.0.113.7\r\nX-Real-Path: /play/a001/index.m3u8\r\n"
            + "X-Real-UA: VLC/3.0.18\r\nX-Real-Host: live.example.com\r\nX-Forwarded-For: 10.0.0.1\r\n"
            + "X_Real_IP: 10.0.0.1\r\nCookie: a=b\r\n\r\n";

    private final TestingExchange exchange = new TestingExchange();

    @Test
    void theBackendIsAskedWithTheSameFactsAndNothingElse() throws IOException {
        // Given
        exchange.answers(200, new Header("X-UserId", "77"), new Header("Set-Cookie", "a=b"));
        try (TestingListener listener = TestingListener.inFrontOf(asking(OnUnavailable.DENY))) {
            // When
            RawResponse answer = listener.ask(ASTRA);

            // Then
            assertThat(exchange.questions()).singleElement().satisfies(asked -> {
                assertThat(asked.target()).isEqualTo("/check?token=123&a=%2F+b&a=&x");
                assertThat(asked.headers())
                        .containsExactlyInAnyOrder(
                                new Header("X-Session-Id", "1"),
                                new Header("X-Channel-Id", "a001"),
                                new Header("X-Real-Ip", "203.0.113.7"),
                                new Header("X-Real-Path", "/play/a001/index.m3u8"),
                                new Header("X-Real-Ua", "VLC/3.0.18"),
                                new Header("X-Real-Host", "live.example.com"));
            });
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-Session-Name")).contains("77");
            assertThat(answer.header("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void aRedirectOfTheBackendIsADenialAndIsNotFollowed() throws IOException {
        // Given
        exchange.answers(302, new Header("Location", "http://portal/login"));
        try (TestingListener listener = TestingListener.inFrontOf(asking(OnUnavailable.ALLOW))) {
            // When
            RawResponse answer = listener.ask(ASTRA);

            // Then
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.header("Location")).isEmpty();
            assertThat(exchange.questions()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"ALLOW, 200", "DENY, 403", "ERROR, 503"})
    void anOutageLeadsToTheChosenActionAndIsLoggedAsOne(OnUnavailable action, int status) throws IOException {
        // Given
        Verdict out = new Verdict.Unavailable(ReasonCode.NO_ANSWER_IN_TIME.with("canary: no answer"));
        Decider decider = TestingRules.asking(Combining.ANY_ALLOWS, TestingAuthority.says("ministra", action, out));
        try (TestingListener listener = TestingListener.inFrontOf(decider)) {
            // When
            RawResponse answer = listener.ask(ASTRA);

            // Then
            assertThat(answer.status()).isEqualTo(status);
            await().until(() -> !listener.lines().isEmpty());
            assertThat(listener.lines().get(0))
                    .startsWith(
                            "verdict=unavailable rule=everyone reason=no-answer-in-time why=\"canary: no answer\" session=1 client=203.0.113.7"
                                    + " channel=a001 host=live.example.com user=- caller=127.0.0.1 backend=ministra ms=")
                    .containsPattern(" ms=\\d+ answer=[a-z]+$") // nothing else, so no token
                    .doesNotContain("token");
            assertThat(listener.counted("usher_default_allowed")).isEqualTo(status == 200 ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource(OnUnavailable.class)
    void aQuestionThatFailsIsNotDecidedWhateverTheActionIs(OnUnavailable action) throws IOException {
        // Given
        exchange.fails(ExchangeFailure.Kind.TIMEOUT);
        try (TestingListener listener = TestingListener.inFrontOf(asking(action))) {
            // When
            RawResponse answer = listener.ask(ASTRA);

            // Then
            assertThat(answer.status()).isEqualTo(503);
            await().until(() -> !listener.lines().isEmpty());
            assertThat(listener.lines().get(0))
                    .startsWith("verdict=undecided rule=everyone reason=no-answer-in-time why=\"scripted TIMEOUT\"");
            assertThat(listener.counted("usher_default_allowed")).isZero();
        }
    }

    private Decider asking(OnUnavailable onUnavailable) {
        var ministra = TestingHttp.authority("ministra", exchange, onUnavailable, new TestingBackend());
        return TestingRules.asking(Combining.ANY_ALLOWS, ministra);
    }
}
