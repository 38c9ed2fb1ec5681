package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tv.usher.engine.decision.RuleSettings.Effect.ALLOW;
import static tv.usher.engine.decision.RuleSettings.Effect.DENY;
import static tv.usher.engine.decision.TestingRules.when;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.rule.ConditionSettings;

class FirstRuleThatHoldsDecidesTest {

    private static final AccessRequest UNKNOWN = AccessRequest.builder().build();

    private final TestingAuthority ministra =
            TestingAuthority.says("ministra", new Verdict.Allow(Grant.lasting(Duration.ofHours(10))));

    @Test
    void laterRulesAreNotLookedAt() {
        // Given
        Decider decider = new TestingRules()
                .then("office", ALLOW, when("address: ['192.168.0.0/16']"))
                .then("nobody", DENY, ConditionSettings.ALWAYS)
                .ask("everyone", ConditionSettings.ALWAYS, "ministra")
                .decider(ministra);

        // When
        Decision office = decide(decider, AccessRequest.builder().clientAddress("192.168.7.7"));
        Decision other = decide(decider, AccessRequest.builder().clientAddress("203.0.113.7"));

        // Then
        assertThat(office.answer()).isEqualTo(Answer.ALLOW);
        assertThat(office.rule()).isEqualTo("office");
        assertThat(other.answer()).isEqualTo(Answer.DENY);
        assertThat(other.rule()).isEqualTo("nobody");
        assertThat(ministra.questions()).isEmpty();
    }

    @Test
    void whenNoRuleHoldsTheViewerIsDenied() {
        // Given
        Decider decider =
                new TestingRules().then("vip", ALLOW, when("path: ['/vip/**']")).decider();

        // When
        Decision decision = decide(decider, AccessRequest.builder().path("/other/index.m3u8"));

        // Then
        assertThat(decision.answer()).isEqualTo(Answer.DENY);
        assertThat(decision.verdict()).isInstanceOf(Verdict.Deny.class);
    }

    @Test
    void withoutAnyRuleTheViewerIsDenied() {
        assertThat(decide(new TestingRules().decider(), AccessRequest.builder()).answer())
                .isEqualTo(Answer.DENY);
    }

    @Test
    void oneCallerWhoGivesUpTakesNobodyElsesDecisionAway() {
        // Given
        Decider decider =
                new TestingRules().then("vip", ALLOW, when("path: ['/vip/**']")).decider();

        // When
        decider.decide(TestingRequests.of(UNKNOWN)).cancel(true);
        decider.decide(TestingRequests.of(UNKNOWN)).obtrudeException(new IllegalStateException("spoilt"));

        // Then
        assertThat(decider.decide(TestingRequests.of(UNKNOWN)))
                .isCompletedWithValueMatching(made -> made.answer() == Answer.DENY);
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.1.1, /vip/1.m3u8, live.example.com, ALLOW",
        "10.0.0.1,    /vip/1.m3u8, live.example.com, DENY",
        "192.168.1.1, /1.m3u8,     live.example.com, DENY",
        "192.168.1.1, /vip/1.m3u8, example.com,      DENY",
        "'',          /vip/1.m3u8, live.example.com, DENY",
        "192.168.1.1, '',          live.example.com, DENY",
        "192.168.1.1, /vip/1.m3u8, '',               DENY",
    })
    void allConditionsMustHold(String client, String asked, String askedHost, Answer expected) {
        // Given
        Decider decider = new TestingRules()
                .then(
                        "vip at home",
                        ALLOW,
                        when("address: [192.168.0.0/16], path: [/vip/**], host: [live.example.com]"))
                .decider();

        // When
        Decision decision = decide(
                decider,
                AccessRequest.builder().clientAddress(client).path(asked).host(askedHost));

        // Then
        assertThat(decision.answer()).isEqualTo(expected);
    }

    @Test
    void anyOfSeveralValuesIsEnough() {
        // Given
        Decider decider = new TestingRules()
                .then("office", ALLOW, when("address: ['192.168.0.0/16', 'fd00::/8']"))
                .decider();

        // Then
        assertThat(decide(decider, AccessRequest.builder().clientAddress("fd00::7"))
                        .answer())
                .isEqualTo(Answer.ALLOW);
        assertThat(decide(decider, AccessRequest.builder().clientAddress("fe80::7"))
                        .answer())
                .isEqualTo(Answer.DENY);
    }

    @Test
    void anUnknownFactHoldsForNoConditionHoweverWide() {
        // Given
        Decider decider = new TestingRules()
                .then("any IPv4", ALLOW, when("address: ['0.0.0.0/0']"))
                .then("any IPv6", ALLOW, when("address: ['::/0']"))
                .then("any path", ALLOW, when("path: ['/**']"))
                .then("any text", ALLOW, when("path: ['**']"))
                .then("any host", ALLOW, when("host: ['*.example.com']"))
                .decider();

        // Then
        assertThat(decide(decider, AccessRequest.builder()).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void theQueryIsNoPartOfThePath() {
        // Given
        Decider decider =
                new TestingRules().then("vip", ALLOW, when("path: ['/vip/**']")).decider();

        // Then
        assertThat(decide(decider, AccessRequest.builder().path("/a").query("x=/vip/1"))
                        .answer())
                .isEqualTo(Answer.DENY);
    }

    @Test
    void aRuleWithoutANameIsKnownByItsPlace() {
        // Given
        Decider decider = new TestingRules()
                .then("", DENY, when("path: ['/never']"))
                .then("", ALLOW, ConditionSettings.ALWAYS)
                .decider();

        // Then
        assertThat(decide(decider, AccessRequest.builder()).rule()).isEqualTo("rule 2");
    }

    @Test
    void aRuleThatAsksNobodyKnownIsRefusedAtStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TestingRules()
                        .ask("everyone", ConditionSettings.ALWAYS, "minstra")
                        .decider(ministra))
                .withMessageContaining("minstra");
    }

    @Test
    void aRuleSaysEitherThenOrAsk() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingRules.access("- {then: allow, ask: [ministra]}"))
                .withMessageContaining("has 'then' and 'ask'; keep one of them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestingRules.access("- {name: neither}"))
                .withMessageContaining("needs either 'then' or 'ask'");
    }

    private static Decision decide(Decider decider, AccessRequest.Builder request) {
        return decider.decide(TestingRequests.of(request.build())).join();
    }
}
