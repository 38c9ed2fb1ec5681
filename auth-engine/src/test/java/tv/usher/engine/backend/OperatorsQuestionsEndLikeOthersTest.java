package tv.usher.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.guard.On5xx;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/** What {@link Authority#judge} promises holds for {@link Authority#judgeWithAnswer} too. */
class OperatorsQuestionsEndLikeOthersTest {

    private static final AccessRequest REQUEST =
            AccessRequest.builder().query("token=s3cr3t").build();

    private final TestingExchange exchange = new TestingExchange();
    private final List<ExchangeFailure.Kind> counted = new ArrayList<>();
    private final Authority portal = TestingHttp.authority(
            "portal", exchange, OnUnavailable.DENY, On5xx.DENY, Clock.system(), counted::add, new TestingBackend());

    @Test
    void withTheVerdictAndTheAnswer() {
        // Given
        exchange.answers(403);

        // When
        AnsweredVerdict answered = portal.judgeWithAnswer(REQUEST).join();

        // Then
        assertThat(answered.verdict()).isEqualTo(new Verdict.Deny("status 403"));
        assertThat(answered.answer().orElseThrow().status()).isEqualTo(403);
    }

    @Test
    void withAFailureThatIsNotCounted() {
        // Given
        exchange.fails(ExchangeFailure.Kind.REFUSED);

        // When
        AnsweredVerdict answered = portal.judgeWithAnswer(REQUEST).join();

        // Then
        assertThat(answered.undecided())
                .hasValueSatisfying(why ->
                        assertThat(why.reason()).isEqualTo(ReasonCode.CONNECTION_REFUSED.with("scripted REFUSED")));
        assertThat(counted).isEmpty();
    }

    @Test
    void withAVerdictWhenTheExchangeThrows() {
        // Given
        exchange.throwsFromAsk(new IllegalStateException("token=s3cr3t"));

        // When
        CompletableFuture<AnsweredVerdict> answered = portal.judgeWithAnswer(REQUEST);

        // Then
        assertThat(answered).isCompleted();
        assertThat(answered.join().verdict()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(answered.join().toString()).doesNotContain("s3cr3t");
    }

    @Test
    void givingUpGivesTheQuestionUp() {
        // Given
        exchange.hangs();

        // When
        portal.judgeWithAnswer(REQUEST).cancel(true);

        // Then
        assertThat(exchange.answers()).singleElement().matches(CompletableFuture::isCancelled);
    }

    @Test
    void aboutAStrangerAsThePluginsViewersAsk() {
        // Given
        TestingBackend shop = new TestingBackend().withStranger(random -> QueryString.of("voucher=s3cr3t"));
        Authority vouchers = TestingHttp.authority("shop", exchange, OnUnavailable.DENY, shop);
        exchange.answers(403);

        // When
        AnsweredVerdict answered = vouchers.judgeStranger().join();

        // Then
        assertThat(answered.verdict()).isEqualTo(new Verdict.Deny("status 403"));
        assertThat(exchange.questions()).extracting(BackendRequest::target).containsExactly("/check?voucher=s3cr3t");
    }

    @Test
    void alsoOfAnAuthorityThatIsNoMiddleware() {
        // Given
        TestingAuthority check = TestingAuthority.hangs("check");

        // When
        check.judgeWithAnswer(REQUEST).cancel(true);

        // Then
        assertThat(check.asked()).singleElement().matches(CompletableFuture::isCancelled);
    }
}
