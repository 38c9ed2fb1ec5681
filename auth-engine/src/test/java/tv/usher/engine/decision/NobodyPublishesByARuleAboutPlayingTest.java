package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;

/** A publisher needs a rule that says so; what keeps viewers out keeps publishers out too. */
class NobodyPublishesByARuleAboutPlayingTest {

    private final TestingPlatform platform = new TestingPlatform();

    @Test
    void neitherByOneThatAsksNorByOneThatAllows() {
        // Given
        RuleSettings allow = then("lobby", RuleSettings.Effect.ALLOW);
        Decider asking = platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal);
        Decider allowing = platform.rules(List.of(allow));

        // Then
        assertThat(decision(asking, Action.PUBLISH).answer()).isEqualTo(Answer.DENY);
        assertThat(decision(allowing, Action.PUBLISH).answer()).isEqualTo(Answer.DENY);
        assertThat(platform.portal.asks()).isZero();
        assertThat(decision(asking, Action.PLAY).answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision(allowing, Action.PLAY).answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void whoIsKnownAsAViewerIsNoPublisher() {
        // Given
        Decider decider = platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal);
        decision(decider, Action.PLAY);

        // Then
        assertThat(decision(decider, Action.PUBLISH).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void aRuleThatDeniesDeniesBoth() {
        // Given
        Decider decider = platform.rules(List.of(then("banned", RuleSettings.Effect.DENY)));

        // Then
        assertThat(decision(decider, Action.PUBLISH).rule()).isEqualTo("banned");
        assertThat(decision(decider, Action.PLAY).rule()).isEqualTo("banned");
    }

    @Test
    void aRuleThatNamesTheActionLetsPublish() {
        // Given
        Decider decider =
                platform.rules(TestingRules.access("- {name: studio, then: allow, when: {action: [publish]}}"));

        // Then
        assertThat(decision(decider, Action.PUBLISH).rule()).isEqualTo("studio");
        assertThat(decision(decider, Action.PLAY).answer()).isEqualTo(Answer.DENY);
    }

    private static RuleSettings then(String name, RuleSettings.Effect effect) {
        return TestingRules.rule(name, effect);
    }

    private static Decision decision(Decider decider, Action action) {
        AccessRequest request = TestingPlatform.request("/live/sport1", "token=T")
                .session("1")
                .action(action)
                .build();
        return decider.decide(new DecisionRequest(CallKind.VIEWING, "srs", "127.0.0.1", "", request))
                .join();
    }
}
