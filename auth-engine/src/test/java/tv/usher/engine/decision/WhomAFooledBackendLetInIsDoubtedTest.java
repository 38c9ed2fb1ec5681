package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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

    private static List<RuleSettings> access(Combining combining) {
        return List.of(TestingRules.rule("", List.of("portal", "other"), combining));
    }

    private void ask(List<RuleSettings> access) {
        AccessRequest request = AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .path("/live/ch1/index.m3u8")
                .query("token=T")
                .build();
        Decision decision = TestingRules.decider(access, context, portal, other)
                .decide(TestingRequests.of(request))
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
