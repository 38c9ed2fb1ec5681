package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSessions;

class AllAllowGrantsTheStrictestTest {

    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final Grant account = Grant.lasting(Duration.ofHours(10)).user("77").maxSessions(3);
    private final Grant device =
            Grant.lasting(Duration.ofMinutes(5)).sessionName("box").unique(true);

    @Test
    void namesAreTheFirstAndLimitsTheStrictest() {
        // When
        Decision decision = decide(allowing("account", account), allowing("device", device));

        // Then
        assertThat(decision.grant())
                .isEqualTo(Grant.lasting(Duration.ofMinutes(5))
                        .user("77")
                        .sessionName("box")
                        .maxSessions(1)
                        .unique(true));
    }

    @Test
    void theOrderOfTheRuleNamesTheUserNotTheOrderOfTheAnswers() {
        // Given
        Grant other = Grant.lasting(Duration.ofHours(1)).user("78").maxSessions(1);

        // When
        Decision decision = decide(allowing("account", account), allowing("other", other));

        // Then
        assertThat(decision.grant())
                .isEqualTo(Grant.lasting(Duration.ofHours(1)).user("77").maxSessions(1));
    }

    @Test
    void anOutageThatLetsInKeepsWhatTheOthersGranted() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.ALLOW, DOWN);

        // When
        Decision decision = decide(allowing("account", account), down);

        // Then
        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.isUnverified()).isTrue();
        assertThat(decision.grant())
                .isEqualTo(account.lifetime(TestingSessions.settings().keepKnown()));
    }

    @Test
    void whoIsNotLetInIsGrantedNothing() {
        // Given
        TestingAuthority down = TestingAuthority.says("down", OnUnavailable.ERROR, DOWN);

        // When
        Decision decision = decide(allowing("account", account), down);

        // Then
        assertThat(decision.answer()).isEqualTo(Answer.ERROR);
        assertThat(decision.grant().user()).isEmpty();
        assertThat(decision.grant().lifetime()).isZero();
    }

    private static TestingAuthority allowing(String name, Grant grant) {
        return TestingAuthority.says(name, new Verdict.Allow(grant));
    }

    private static Decision decide(TestingAuthority... authorities) {
        return TestingRules.asking(Combining.ALL_ALLOW, authorities)
                .decide(TestingRequests.of(AccessRequest.builder().build()))
                .join();
    }
}
