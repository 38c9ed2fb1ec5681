package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

/** T53: a middleware that turns out to let anybody in is doubted from its last good canary on. */
class WhomAFooledBackendLetInIsDoubtedTest {

    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofMinutes(3)));

    private static final AccessRequest REQUEST = AccessRequest.builder()
            .clientAddress("203.0.113.7")
            .path("/live/ch1/index.m3u8")
            .query("token=T")
            .build();

    private final TestingClock clock = new TestingClock();
    private final SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
    private final TestingAuthority portal =
            TestingAuthority.says("portal", ALLOW).askedAgain();
    private final TestingAuthority other = TestingAuthority.says("other", ALLOW).askedAgain();

    @Test
    void whoBeganSinceThen() {
        // Given
        List<RuleSettings> access = access(Combining.ANY_ALLOWS);
        ask(access);
        clock.passes(Duration.ofSeconds(30));

        // When
        doubt(access, "other", Duration.ofSeconds(40));
        doubt(access, "portal", Duration.ofSeconds(20));

        // Then
        assertThat(isVerified()).isTrue();
        doubt(access, "portal", Duration.ofSeconds(40));
        assertThat(isVerified()).isFalse();
    }

    @Test
    void whoBeganEarlierAndWasRenewedSinceThen() {
        // Given
        List<RuleSettings> access = access(Combining.ANY_ALLOWS);
        ask(access);
        for (int i = 0; i < 4; i++) {
            clock.passes(Duration.ofSeconds(40));
            ask(access);
        }
        assertThat(portal.asks()).as("the grant was renewed").isEqualTo(2);

        // When
        clock.passes(Duration.ofSeconds(50));
        ask(access);
        clock.passes(Duration.ofSeconds(50));
        doubt(access, "portal", Duration.ofSeconds(30));

        // Then
        assertThat(isVerified()).isTrue();
        doubt(access, "portal", Duration.ofSeconds(110));
        assertThat(isVerified()).isFalse();
    }

    @Test
    void whomItHadToAllowBesideTheOneThatNamedTheUser() {
        // Given
        List<RuleSettings> access = access(Combining.ALL_ALLOW);
        ask(access);
        clock.passes(Duration.ofSeconds(30));

        // When
        doubt(access, "other", Duration.ofSeconds(40));

        // Then
        assertThat(isVerified()).isFalse();
    }

    /** A rule without a name is shown by its place, also in the session. */
    @Test
    void whomItHadToAllowByARuleThatHasAnotherPlaceSinceThen() {
        // Given
        List<RuleSettings> access = access(Combining.ALL_ALLOW);
        ask(access);
        clock.passes(Duration.ofSeconds(30));
        List<RuleSettings> moved = List.of(TestingRules.rule("bots", RuleSettings.Effect.DENY), access.get(0));

        // When
        doubt(moved, "other", Duration.ofSeconds(40));

        // Then
        assertThat(isVerified()).isFalse();
    }

    /** What a backend has said isn't looked at again while others are asked still. */
    @Test
    void whomItAllowedWhileAnotherOneWasAskedStill() {
        // Given
        List<RuleSettings> access = access(Combining.ALL_ALLOW);
        TestingAuthority slow = TestingAuthority.hangs("other");
        CompletableFuture<Decision> decided =
                TestingRules.decider(access, context, portal, slow).decide(TestingRequests.of(REQUEST));

        // When
        doubt(access, "portal", Duration.ofSeconds(40));
        clock.passes(Duration.ofSeconds(1));
        slow.asked().get(0).complete(ALLOW);

        // Then
        assertThat(decided.join().answer()).isEqualTo(Answer.ALLOW);
        assertThat(isVerified()).isFalse();
    }

    @Test
    void whomItRenewedInThatMoment() {
        // Given
        List<RuleSettings> access = List.of(TestingRules.rule("", List.of("portal"), Combining.ANY_ALLOWS));
        TestingAuthority slow = TestingAuthority.hangs("portal").askedAgain();
        RuleDecider decider = TestingRules.decider(access, context, slow);
        CompletableFuture<Decision> decided = decider.decide(TestingRequests.of(REQUEST));
        slow.asked().get(0).complete(ALLOW);
        assertThat(decided.join().answer()).isEqualTo(Answer.ALLOW);
        for (int i = 0; i < 4; i++) {
            clock.passes(Duration.ofSeconds(40));
            decider.decide(TestingRequests.of(REQUEST)).join();
        }
        assertThat(slow.asks()).as("he is being renewed").isEqualTo(2);

        // When
        doubt(access, "portal", Duration.ofSeconds(40));
        assertThat(isVerified()).as("he was let in before").isTrue();
        slow.asked().get(1).complete(ALLOW);

        // Then
        assertThat(isVerified()).isFalse();
    }

    @Test
    void whoWasAskedAboutAgainWhenItWasFoundOnceMore() {
        // Given
        List<RuleSettings> access = List.of(TestingRules.rule("", List.of("portal"), Combining.ANY_ALLOWS));
        TestingAuthority slow = TestingAuthority.hangs("portal").askedAgain();
        RuleDecider decider = TestingRules.decider(access, context, slow);
        CompletableFuture<Decision> decided = decider.decide(TestingRequests.of(REQUEST));
        slow.asked().get(0).complete(ALLOW);
        assertThat(decided.join().answer()).isEqualTo(Answer.ALLOW);
        doubt(access, "portal", Duration.ofSeconds(40));
        clock.passes(Duration.ofSeconds(1));
        decider.decide(TestingRequests.of(REQUEST)).join();
        assertThat(slow.asks()).as("he is asked about again").isEqualTo(2);

        // When
        doubt(access, "portal", Duration.ofSeconds(1));
        slow.asked().get(1).complete(ALLOW);

        // Then
        assertThat(isVerified()).isFalse();
    }

    @Test
    void butNotWhoIsAskedAboutAfterwards() {
        // Given
        List<RuleSettings> access = access(Combining.ALL_ALLOW);
        doubt(access, "portal", Duration.ofSeconds(40));
        clock.passes(Duration.ofSeconds(1));

        // When
        ask(access);

        // Then
        assertThat(isVerified()).isTrue();
    }

    private static List<RuleSettings> access(Combining combining) {
        return List.of(TestingRules.rule("", List.of("portal", "other"), combining));
    }

    private void ask(List<RuleSettings> access) {
        Decision decision = TestingRules.decider(access, context, portal, other)
                .decide(TestingRequests.of(REQUEST))
                .join();
        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
    }

    private void doubt(List<RuleSettings> access, String backend, Duration since) {
        context.sessions()
                .reauthorization()
                .doubt(RuleSettings.letInBy(backend, access), clock.now() - since.toNanos());
    }

    private boolean isVerified() {
        boolean[] verified = {true};
        context.sessions().live().forEach(session -> verified[0] &= session.isVerified());
        return verified[0];
    }
}
