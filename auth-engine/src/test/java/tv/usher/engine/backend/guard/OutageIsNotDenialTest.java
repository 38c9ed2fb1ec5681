package tv.usher.engine.backend.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

class OutageIsNotDenialTest {

    private static final AccessRequest REQUEST = AccessRequest.builder()
            .session("482911")
            .query("token=123&a=%2F+b&a=&x")
            .build();

    private final TestingExchange exchange = new TestingExchange();

    @Test
    void exactly200Allows() {
        // Given
        exchange.answers(200, new Header("X-UserId", "77"));

        // When
        Verdict verdict = judge(On5xx.DENY).join();

        // Then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().user()).isEqualTo("77"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 302, 307, 400, 401, 403, 404, 499, 500, 503, 599, 600, 999})
    void everyOtherStatusDenies(int status) {
        // Given
        exchange.answers(status, new Header("Location", "http://portal/login"));

        // Then
        assertThat(judge(On5xx.DENY).join()).isInstanceOf(Verdict.Deny.class);
        assertThat(exchange.questions()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 599})
    void aServerErrorSaysNothingOfTheViewerWhereTheOperatorSaysSo(int status) {
        // Given
        exchange.answers(status);

        // Then
        ReasonCode code = status == 429 ? ReasonCode.TOO_MANY_REQUESTS : ReasonCode.SERVER_ERROR;
        assertThat(why(judge(On5xx.UNAVAILABLE))).isEqualTo(code.with("status " + status));
    }

    @Test
    void tooManyRequestsNeverDo() {
        exchange.answers(429);

        assertThat(why(judge(On5xx.DENY))).isEqualTo(ReasonCode.TOO_MANY_REQUESTS.with("status 429"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 499, 600, 302})
    void nothingElseIsOneThen(int status) {
        // Given
        exchange.answers(status);

        // Then
        assertThat(judge(On5xx.UNAVAILABLE).join()).isInstanceOf(Verdict.Deny.class);
    }

    @ParameterizedTest
    @EnumSource(ExchangeFailure.Kind.class)
    void aQuestionThatFailsHasNoVerdictAndTheReasonIsTold(ExchangeFailure.Kind kind) {
        // Given
        exchange.fails(kind);

        // Then
        assertThat(why(judge(On5xx.DENY))).isEqualTo(new ExchangeFailure(kind, "scripted " + kind).reason());
    }

    @Test
    void oneThatFailsLaterHasNoneEither() {
        // Given
        exchange.hangs();
        CompletableFuture<Verdict> verdict = judge(On5xx.DENY);
        assertThat(verdict).isNotDone();

        // When
        exchange.answers()
                .get(0)
                .completeExceptionally(
                        new CompletionException(new ExchangeFailure(ExchangeFailure.Kind.RESET, "reset by peer")));

        // Then
        assertThat(why(verdict)).isEqualTo(ReasonCode.CONNECTION_LOST.with("reset by peer"));
    }

    @Test
    void theTextOfAFailureNobodyThoughtOfIsNotShown() {
        // Given
        exchange.hangs();
        CompletableFuture<Verdict> verdict = judge(On5xx.DENY);

        // When
        exchange.answers().get(0).completeExceptionally(new IllegalStateException("GET /check?token=123"));

        // Then
        assertThat(why(verdict).text()).contains("IllegalStateException").doesNotContain("token", "123");
    }

    @Test
    void theTextOfAnExchangeThatThrowsIsNotShown() {
        // Given
        exchange.throwsFromAsk(new IllegalArgumentException("token=s3cr3t"));

        // Then
        assertThat(why(judge(On5xx.DENY)).text()).doesNotContain("token", "s3cr3t");
    }

    @Test
    void givingTheVerdictUpGivesTheQuestionUp() {
        // Given
        exchange.hangs();
        CompletableFuture<Verdict> verdict = judge(On5xx.DENY);

        // When
        verdict.cancel(true);

        // Then
        assertThat(exchange.answers().get(0)).isCancelled();
    }

    @Test
    void theQuestionIsThePluginsOwn() {
        // Given
        exchange.answers(200);

        // When
        judge(On5xx.DENY);

        // Then
        assertThat(exchange.questions()).singleElement().satisfies(asked -> {
            assertThat(asked.target()).isEqualTo("/check?token=123&a=%2F+b&a=&x");
            assertThat(asked.endpoint())
                    .hasToString(URI.create("http://backend.test/check").toString());
            assertThat(asked.headers()).containsExactly(new Header("X-Session-Id", "482911"));
        });
    }

    private static Reason why(CompletableFuture<Verdict> verdict) {
        assertThat(verdict).isCompletedExceptionally();
        return Undecided.reasonOf(verdict.handle((said, failure) -> failure).join());
    }

    private CompletableFuture<Verdict> judge(On5xx on5xx) {
        return TestingHttp.authority(
                        "ministra",
                        exchange,
                        OnUnavailable.DENY,
                        on5xx,
                        Clock.system(),
                        why -> {},
                        new TestingBackend())
                .judge(REQUEST);
    }
}
