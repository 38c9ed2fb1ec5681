package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

/** Where all of several backends must allow. */
class UsersBelongToWhoNamesThemTest {

    private static final Verdict ANYBODY = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));
    private static final Verdict NAMED =
            new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("77").maxSessions(1));
    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final TestingClock clock = new TestingClock();
    private final SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
    private final AtomicReference<Verdict> place = new AtomicReference<>(ANYBODY);
    private final TestingAuthority places = TestingAuthority.saying("places", OnUnavailable.ALLOW, place::get);
    private final AtomicReference<Verdict> named = new AtomicReference<>(NAMED);
    private final TestingAuthority account = TestingAuthority.saying("account", OnUnavailable.DENY, named::get);
    private final Decider decider = TestingRules.decider(
            List.of(TestingRules.rule("everyone", List.of("places", "account"), Combining.ALL_ALLOW)),
            context,
            places,
            account);

    @Test
    void soThatTheyCanBeKicked() {
        // Given
        assertThat(watch(1).answer()).isEqualTo(Answer.ALLOW);

        // When
        int ended = context.sessions()
                .revocations()
                .kick(new UserId("account", "77"), TestingKicks.of(Duration.ofHours(1)))
                .ended();

        // Then
        assertThat(ended).isEqualTo(1);
        assertThat(watch(2).why()).isEqualTo("banned by an operator");
    }

    @Test
    void soThatABanHoldsWhileAnotherIsDown() {
        // Given
        context.sessions().revocations().kick(new UserId("account", "77"), TestingKicks.of(Duration.ofHours(1)));

        // When
        place.set(DOWN);

        // Then
        assertThat(watch(1).answer()).isEqualTo(Answer.DENY);
        assertThat(watch(1).why()).isEqualTo("timeout; banned by an operator");
    }

    @Test
    void soThatTheirLimitHoldsWhileAnotherIsDown() {
        // Given
        place.set(DOWN);
        assertThat(watch(1).user()).isEqualTo("77");

        // When
        Decision second = watch(2);

        // Then
        assertThat(second.answer()).isEqualTo(Answer.DENY);
        assertThat(second.why()).startsWith("timeout; over the limit of 1 sessions, held by ");
        place.set(ANYBODY);
        assertThat(watch(3).why()).startsWith("over the limit of 1 sessions, held by ");
    }

    @Test
    void andWhomTheBudgetOfTheOneThatIsDownKeepsOutTakesNoneOfTheirScreens() {
        // Given
        place.set(DOWN);
        places.maxUnverified(1);
        named.set(ANYBODY);
        assertThat(watch(1).isUnverified()).isTrue();
        named.set(NAMED);

        // When
        Decision second = watch(2);

        // Then
        assertThat(second.why()).isEqualTo("timeout; as many viewers as allowed are unverified already");
        place.set(ANYBODY);
        assertThat(watch(3).answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void andWhoeverHasOneTimeTokensIsAskedOnce() {
        // Given
        account.askedAgain();
        watch(1);

        // When
        for (int minute = 0; minute < 59; minute++) {
            clock.passes(Duration.ofSeconds(59));
            assertThat(watch(1).answer()).isEqualTo(Answer.ALLOW);
        }

        // Then
        assertThat(places.asks()).isEqualTo(1);
        assertThat(account.asks()).isEqualTo(1);
    }

    private Decision watch(int screen) {
        return decider.decide(decisionRequest(screen)).join();
    }

    private static DecisionRequest decisionRequest(int screen) {
        return TestingRequests.of(AccessRequest.builder()
                .clientAddress("203.0.113." + screen)
                .path("/live/ch1/index.m3u8")
                .query("token=T" + screen)
                .build());
    }
}
