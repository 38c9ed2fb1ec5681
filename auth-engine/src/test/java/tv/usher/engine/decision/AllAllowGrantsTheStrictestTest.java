package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;

class AllAllowGrantsTheStrictestTest {

    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final Grant account = new Grant("77", "", Duration.ofHours(10), OptionalInt.of(3), false);
    private final Grant device = new Grant("", "box", Duration.ofMinutes(5), OptionalInt.empty(), true);

    @Test
    void namesAreTheFirstAndLimitsTheStrictest() {
        // When
        Decision decision = decide(allowing("account", account), allowing("device", device));

        // Then
        assertThat(decision.grant()).isEqualTo(new Grant("77", "box", Duration.ofMinutes(5), OptionalInt.of(1), true));
    }

    @Test
    void theOrderOfTheRuleNamesTheUserNotTheOrderOfTheAnswers() {
        // Given
        Grant other = new Grant("78", "", Duration.ofHours(1), OptionalInt.of(1), false);

        // When
        Decision decision = decide(allowing("account", account), allowing("other", other));

        // Then
        assertThat(decision.grant()).isEqualTo(new Grant("77", "", Duration.ofHours(1), OptionalInt.of(1), false));
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
        assertThat(decision.grant()).isEqualTo(account);
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
