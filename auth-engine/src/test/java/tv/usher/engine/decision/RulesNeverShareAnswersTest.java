package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.decision.TestingPlatform.asks;
import static tv.usher.engine.decision.TestingPlatform.request;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.CookieBinding;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.TestingSettings;

/** T16: what one backend allowed is nothing that another one said, nor for another question. */
class RulesNeverShareAnswersTest {

    private final TestingPlatform platform = new TestingPlatform();
    private final TestingAuthority lax = TestingAuthority.says("lax", TestingPlatform.ALLOW);
    private final TestingAuthority strict = TestingAuthority.says("strict", TestingPlatform.DENY);
    private final AccessRequest question =
            request("/live/ch1/index.m3u8", "token=T").build();

    @Test
    void ruleOfTheSameNameThatAsksOthersIsAsked() {
        // Given
        assertThat(answer(platform.rules(List.of(asks("everyone", "lax")), lax, strict)))
                .isEqualTo(Answer.ALLOW);

        // Then
        assertThat(answer(platform.rules(List.of(asks("everyone", "strict")), lax, strict)))
                .isEqualTo(Answer.DENY);
        assertThat(answer(platform.rules(List.of(asks("vip", "strict")), lax, strict)))
                .isEqualTo(Answer.DENY);
        assertThat(answer(platform.rules(List.of(asks("everyone", "lax")), lax, strict)))
                .isEqualTo(Answer.ALLOW);
        assertThat(lax.questions()).hasSize(1);
    }

    @Test
    void ruleThatCombinesOtherwiseIsAsked() {
        // Given
        assertThat(answer(platform.rules(List.of(asks("everyone", "lax", "strict")), lax, strict)))
                .isEqualTo(Answer.ALLOW);

        // When
        RuleSettings allMust = TestingRules.rule("everyone", List.of("lax", "strict"), Combining.ALL_ALLOW);

        // Then
        assertThat(answer(platform.rules(List.of(allMust), lax, strict))).isEqualTo(Answer.DENY);
    }

    @Test
    void denialOfOneRuleIsNoneOfAnother() {
        // Given
        assertThat(answer(platform.rules(List.of(asks("vip", "strict")), lax, strict)))
                .isEqualTo(Answer.DENY);

        // Then
        assertThat(answer(platform.rules(List.of(asks("everyone", "lax")), lax, strict)))
                .isEqualTo(Answer.ALLOW);
    }

    @Test
    void rulesWithoutANameThatHoldForOthersAreAskedThough() {
        // Given
        Decider rules = platform.rules(
                List.of(
                        TestingRules.asking("", TestingRules.when("host: [a.example]"), "portal"),
                        TestingRules.asking("", TestingRules.when("host: [b.example]"), "portal"),
                        asks("", "portal")),
                platform.portal);
        assertThat(atHost(rules, "a.example")).isEqualTo(Answer.ALLOW);

        // When
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(atHost(rules, "b.example")).isEqualTo(Answer.DENY);
        assertThat(atHost(rules, "c.example")).isEqualTo(Answer.DENY);
        assertThat(atHost(rules, "a.example")).isEqualTo(Answer.ALLOW);
    }

    private static Answer atHost(Decider rules, String host) {
        AccessRequest request =
                request("/live/ch1/index.m3u8", "token=T").host(host).build();
        return rules.decide(TestingRequests.of(request)).join().answer();
    }

    /** Also the same rule before and after a change of the configuration. */
    @ParameterizedTest
    @EnumSource(CookieBinding.class)
    void cookieOfOneRuleIsNoneOfAnother(CookieBinding binds) {
        // Given
        TestingPlatform cookies = new TestingPlatform(
                new TestingSettings().follow(Follow.COOKIE).cookieBinds(binds).build());
        Decider before = cookies.rules(List.of(asks("everyone", "lax")), lax, strict);
        String cookie = Objects.requireNonNull(
                        Objects.requireNonNull(decide(before, "token=T", "").pass())
                                .cookie())
                .value();
        List<Decider> others = List.of(
                cookies.rules(List.of(asks("everyone", "strict")), lax, strict),
                cookies.rules(List.of(asks("vip", "strict")), lax, strict),
                cookies.rules(
                        List.of(TestingRules.rule("everyone", List.of("lax", "strict"), Combining.ALL_ALLOW)),
                        lax,
                        strict));

        // Then
        assertThat(others)
                .allSatisfy(
                        other -> assertThat(decide(other, "", cookie).answer()).isEqualTo(Answer.DENY));
        assertThat(decide(before, "", cookie).answer()).isEqualTo(Answer.ALLOW);
        assertThat(lax.questions()).filteredOn(asked -> asked.query().isEmpty()).hasSize(1); // all-allow's own
    }

    /** A request without a token belongs to a session of the rule that it falls under. */
    @Test
    void followersOfOneRuleAreNoneOfAnother() {
        // Given
        Decider before = platform.rules(List.of(asks("everyone", "lax")), lax, strict);
        assertThat(answer(before)).isEqualTo(Answer.ALLOW);
        assertThat(decide(before, "", "").answer()).isEqualTo(Answer.ALLOW);

        // Then
        assertThat(decide(platform.rules(List.of(asks("everyone", "strict")), lax, strict), "", "")
                        .answer())
                .isEqualTo(Answer.DENY);
        assertThat(decide(before, "", "").answer()).isEqualTo(Answer.ALLOW);
    }

    private static Decision decide(Decider decider, String query, String cookie) {
        return decider.decide(new DecisionRequest(
                        "nginx",
                        "127.0.0.1",
                        cookie,
                        request("/live/ch1/segment.ts", query).build()))
                .join();
    }

    @Test
    void otherQuestionsOfTheSameViewerAreAsked() {
        // Given
        assertThat(platform.ask("/live/ch1/index.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
        platform.verdict.set(TestingPlatform.DENY);

        // Then
        assertThat(List.of(
                        request("/live/ch1/index.m3u8", "token=T").action(Action.PUBLISH),
                        request("/live/ch1/index.m3u8", "token=T").channel("ch1"),
                        request("/live/ch1/index.m3u8", "token=T").session("1"),
                        request("/live/ch2/index.m3u8", "token=T"),
                        request("/live/ch1/index.m3u8", "token=T").userAgent("other"),
                        request("/live/ch1/index.m3u8", "token=T").clientAddress("203.0.113.8"),
                        request("/live/ch1/index.m3u8", "token=T&token=U")))
                .allSatisfy(other -> assertThat(platform.ask(other)).isEqualTo(Answer.DENY));
        Decider decider = platform.rules(List.of(asks("everyone", "portal")), platform.portal);
        assertThat(decider.decide(TestingRequests.of("envoy", question)).join().answer())
                .isEqualTo(Answer.DENY);
        assertThat(platform.ask("/live/ch1/index.m3u8", "token=T")).isEqualTo(Answer.ALLOW);
    }

    private Answer answer(Decider decider) {
        return decider.decide(TestingRequests.of(question)).join().answer();
    }
}
