package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.guard.ForwardingAuthority;

class FirstDecisiveOpinionEndsTheAskingTest {

    private static final AccessRequest REQUEST =
            AccessRequest.builder().session("482911").query("token=123").build();
    private static final Verdict ALLOW =
            new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("77"));
    private static final Verdict DENY = new Verdict.Deny("status 403");

    private final TestingAuthority first = TestingAuthority.hangs("first").askedAgain();
    private final TestingAuthority second = TestingAuthority.hangs("second").askedAgain();
    private final TestingAuthority third = TestingAuthority.hangs("third").askedAgain();

    @Test
    void anyAllowsAsksAllAtOnceAndTheirQuestionIsTheSame() {
        // When
        CompletableFuture<Decision> decision = deciding(Combining.ANY_ALLOWS);

        // Then
        assertThat(decision).isNotDone();
        assertThat(first.questions()).containsExactly(REQUEST);
        assertThat(second.questions()).containsExactly(REQUEST);
        assertThat(third.questions()).containsExactly(REQUEST);
    }

    @Test
    void anyAllowsAnswersAtOnceThoughOthersHangAndGivesThemUp() {
        // Given
        CompletableFuture<Decision> decision = deciding(Combining.ANY_ALLOWS);

        // When
        second.asked().get(0).complete(ALLOW);

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.ALLOW);
        assertThat(decision.join().backend()).isEqualTo("second");
        assertThat(decision.join().grant().user()).isEqualTo("77");
        assertThat(first.asked().get(0)).isCancelled();
        assertThat(third.asked().get(0)).isCancelled();
    }

    @Test
    void anyAllowsWaitsForTheOthersAfterADeny() {
        // Given
        CompletableFuture<Decision> decision = deciding(Combining.ANY_ALLOWS);

        // When
        first.asked().get(0).complete(DENY);
        second.asked().get(0).complete(DENY);

        // Then
        assertThat(decision).isNotDone();
        assertThat(third.asked().get(0)).isNotDone();
    }

    @Test
    void anAllowThatComesAtOnceAsksNobodyElse() {
        // Given
        TestingAuthority atOnce = TestingAuthority.says("at once", ALLOW);

        // When
        CompletableFuture<Decision> decision =
                TestingRules.asking(Combining.ANY_ALLOWS, atOnce, first).decide(TestingRequests.of(REQUEST));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.ALLOW);
        assertThat(first.questions()).isEmpty();
    }

    @Test
    void anAllowThatComesAtOnceGivesUpWhoWasAskedBefore() {
        // Given
        TestingAuthority atOnce = TestingAuthority.says("at once", ALLOW);

        // When
        TestingRules.asking(Combining.ANY_ALLOWS, first, atOnce, second).decide(TestingRequests.of(REQUEST));

        // Then
        assertThat(first.asked().get(0)).isCancelled();
        assertThat(second.questions()).isEmpty();
    }

    @Test
    void allAllowAnswersAtOnceWhenOneDenies() {
        // Given
        CompletableFuture<Decision> decision = deciding(Combining.ALL_ALLOW);

        // When
        third.asked().get(0).complete(DENY);

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.DENY);
        assertThat(first.asked().get(0)).isCancelled();
        assertThat(second.asked().get(0)).isCancelled();
    }

    @Test
    void firstAnswerAsksTheNextOnlyWhenTheOneBeforeCannotTell() {
        // Given
        CompletableFuture<Decision> decision = deciding(Combining.FIRST_ANSWER);
        assertThat(second.questions()).isEmpty();

        // When
        first.asked().get(0).complete(new Verdict.Abstain("no token"));

        // Then
        assertThat(second.questions()).containsExactly(REQUEST);
        assertThat(third.questions()).isEmpty();
        second.asked().get(0).complete(DENY);
        assertThat(decision).isCompletedWithValueMatching(made -> made.backend().equals("second"));
        assertThat(third.questions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Combining.class)
    void whoGivesUpTheDecisionGivesUpAllThatIsAsked(Combining combining) {
        // Given
        CompletableFuture<Decision> decision = deciding(combining);

        // When
        decision.cancel(true);

        // Then
        assertThat(first.asked()).allMatch(CompletableFuture::isCancelled).isNotEmpty();
        assertThat(second.asked()).allMatch(CompletableFuture::isCancelled);
        assertThat(third.asked()).allMatch(CompletableFuture::isCancelled);
    }

    @Test
    void afterGivingUpNobodyElseIsAsked() {
        // Given
        CompletableFuture<Decision> decision = deciding(Combining.FIRST_ANSWER);
        first.asked().get(0).complete(new Verdict.Unavailable("timeout"));

        // When
        decision.cancel(true);
        second.asked().get(0).complete(new Verdict.Unavailable("timeout"));

        // Then
        assertThat(second.asked().get(0)).isCancelled();
        assertThat(third.questions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Combining.class)
    void anAuthorityThatBreaksItsPromiseIsUnavailable(Combining combining) {
        // Given
        TestingAuthority broken =
                TestingAuthority.fails("broken", OnUnavailable.ERROR, new IllegalStateException("token=123"));

        // When
        CompletableFuture<Decision> decision =
                TestingRules.asking(combining, broken).decide(TestingRequests.of(REQUEST));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.ERROR);
        assertThat(decision.join().verdict()).isInstanceOf(Verdict.Unavailable.class);
        assertThat(decision.join().toString()).doesNotContain("123");
    }

    @Test
    void anErrorWhileTheNextIsAskedLeavesNobodyWaiting() {
        // Given
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        TestingAuthority broken = TestingAuthority.saying("broken", OnUnavailable.ERROR, () -> {
            throw noThread;
        });
        CompletableFuture<Decision> decision =
                TestingRules.asking(Combining.FIRST_ANSWER, first, broken).decide(TestingRequests.of(REQUEST));

        // When
        first.asked().get(0).complete(new Verdict.Abstain("no token"));

        // Then
        assertThat(decision).isCompletedExceptionally();
        assertThat(decision.handle((made, failure) -> failure).join()).isSameAs(noThread);
    }

    @Test
    void anErrorWhileTheyAreHeardLeavesNobodyWaitingEither() {
        // Given
        StackOverflowError bug = new StackOverflowError();
        TestingAuthority down = TestingAuthority.says("broken", new Verdict.Unavailable("timeout"));
        Authority broken = new ForwardingAuthority(down) {
            @Override
            public OnUnavailable onUnavailable() {
                throw bug;
            }
        };
        CompletableFuture<Decision> decision =
                TestingRules.asking(Combining.ANY_ALLOWS, first, broken).decide(TestingRequests.of(REQUEST));

        // When
        first.asked().get(0).complete(DENY);

        // Then
        assertThat(decision.handle((made, failure) -> failure).getNow(null)).isSameAs(bug);
    }

    private CompletableFuture<Decision> deciding(Combining combining) {
        return TestingRules.asking(combining, first, second, third).decide(TestingRequests.of(REQUEST));
    }
}
