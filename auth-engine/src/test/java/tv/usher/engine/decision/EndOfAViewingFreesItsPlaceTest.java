package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingSharedStore;

/** Closing events end sessions, in any order and any number. */
class EndOfAViewingFreesItsPlaceTest {

    private final TestingPlatform platform = new TestingPlatform();
    private final Decider decider =
            platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal);

    @Test
    void forTheUsersNextOne() {
        // Given
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.of(1)));
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(asks("2", "203.0.113.8")).isEqualTo(Answer.DENY);

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
        assertThat(platform.store.sessions()).isEmpty();
        assertThat(asks("3", "203.0.113.8")).isEqualTo(Answer.ALLOW);
    }

    @Test
    void twiceAndBeforeTheBeginningChangesNothing() {
        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
        assertThat(asks("1", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    @Test
    void ofNobodyElse() {
        // Given
        asks("1", "203.0.113.7");
        asks("2", "203.0.113.7");

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));
        decider.end(decisionRequest(CallKind.END, "2", "203.0.113.9"));
        decider.end(decisionRequest(CallKind.END, "", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isEqualTo(1);
        assertThat(asks("2", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    /** SRS tells the page when playing begins, and not when it ends. */
    @Test
    void byARuleThatDoesNotHoldAtTheEnd() {
        // Given
        Decider decider = platform.rules(
                List.of(
                        TestingRules.asking(
                                "site", TestingRules.when("referer: ['https://tv.example.com/*']"), "portal"),
                        TestingPlatform.asks("everyone", "portal")),
                platform.portal);
        AccessRequest request = request("1").build();
        decider.decide(whole(
                        request.toBuilder().referer("https://tv.example.com/1").build()))
                .join();
        assertThat(platform.live()).isEqualTo(1);

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
        assertThat(platform.store.sessions()).isEmpty();
    }

    @Test
    void byARuleBeforeWhichAReloadPutAnother() {
        // Given
        asks("1", "203.0.113.7");
        Decider reloaded = platform.rules(
                List.of(TestingPlatform.asks("new", "portal"), TestingPlatform.asks("everyone", "portal")),
                platform.portal);

        // When
        reloaded.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
    }

    /** Two players may be told apart by their rules alone. */
    @Test
    void ofTheRuleThatHoldsFirst() {
        // Given
        Decider decider = platform.rules(
                List.of(
                        TestingRules.asking("tv", TestingRules.when("user-agent: ['tv*']"), "portal"),
                        TestingPlatform.asks("everyone", "portal")),
                platform.portal);
        AccessRequest player = request("").build();
        AccessRequest tv = player.toBuilder().userAgent("TV").build();
        decider.decide(whole(tv)).join();
        decider.decide(whole(player)).join();

        // When
        decider.end(whole(player));

        // Then
        decider.decide(whole(tv)).join();
        assertThat(platform.portal.asks()).isEqualTo(2);
        assertThat(platform.live()).isEqualTo(1);
    }

    /** OME names no session, so one token may publish and play the same stream. */
    @Test
    void ofWhoPublishesAndNotOfWhoPlays() {
        // Given
        Decider decider = platform.rules(
                List.of(TestingRules.asking("any", TestingRules.when("action: [play, publish]"), "portal")),
                platform.portal);
        AccessRequest player = request("").build();
        AccessRequest publisher = player.toBuilder().action(Action.PUBLISH).build();
        decider.decide(whole(player)).join();
        decider.decide(whole(publisher)).join();

        // When
        decider.end(whole(publisher));

        // Then
        decider.decide(whole(player)).join();
        assertThat(platform.portal.asks()).isEqualTo(2);
        assertThat(platform.live()).isEqualTo(1);
    }

    @Test
    void alsoBehindManyRulesThatCannotHaveHeld() {
        // Given
        List<RuleSettings> access = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            access.add(TestingRules.asking(
                    "tenant" + i,
                    TestingRules.when("host: [tenant" + i + ".tv], path: ['**/tenant" + i + "/**']"),
                    "portal"));
        }
        access.add(TestingRules.asking("site", TestingRules.when("referer: ['https://tv.example.com/*']"), "portal"));
        Decider decider = platform.rules(access, platform.portal);
        decider.decide(whole(request("1").referer("https://tv.example.com/").build()))
                .join();

        // When
        decider.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(platform.live()).isZero();
    }

    @Test
    void whoeverOfSeveralUshersHearsOfIt() {
        // Given
        List<RuleSettings> access = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            access.add(TestingRules.asking(
                    "site" + i, TestingRules.when("referer: ['https://" + i + ".tv/*']"), "portal"));
        }
        TestingSharedStore shared = new TestingSharedStore(platform.clock, TestingSessions.settings());
        Decider here = TestingRules.decider(access, context(shared), platform.portal);
        Decider there = TestingRules.decider(access, context(shared), platform.portal);
        platform.verdict.set(TestingPlatform.allow("77", OptionalInt.of(1)));
        AccessRequest request = request("1").referer("https://3.tv/").build();
        here.decide(whole(request)).join();
        assertThat(shared.counts("77", "/live/sport1/")).isTrue();
        shared.lookedUp().clear();

        // When
        there.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(shared.counts("77", "/live/sport1/")).isFalse();
        assertThat(shared.lookedUp()).containsExactly(5);
    }

    @Test
    void thousandsOfRulesAreOneShortQuestionToTheStore() {
        // Given
        List<RuleSettings> access = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            access.add(TestingRules.asking("site" + i, ConditionSettings.ALWAYS, "portal"));
        }
        TestingSharedStore shared = new TestingSharedStore(platform.clock, TestingSessions.settings());
        Decider many = TestingRules.decider(access, context(shared), platform.portal);

        // When
        many.end(decisionRequest(CallKind.END, "1", "203.0.113.7"));

        // Then
        assertThat(shared.lookedUp())
                .singleElement()
                .satisfies(keys -> assertThat(keys).isBetween(2, 16));
    }

    @Test
    void whoAsksAboutTheWholeViewingIsNotFollowedByWhoBringsNoToken() {
        // Given
        AccessRequest withToken =
                TestingPlatform.request("/live/sport1", "token=T").build();
        AccessRequest without = TestingPlatform.request("/live/sport1", "").build();
        decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", withToken))
                .join();
        platform.verdict.set(TestingPlatform.DENY);

        // When
        CompletableFuture<Decision> neighbour =
                decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", without));

        // Then
        assertThat(neighbour.join().answer()).isEqualTo(Answer.DENY);
        assertThat(platform.portal.asks()).isEqualTo(2);
    }

    @Test
    void aViewingWithoutATokenIsNobodysTwice() {
        // Given
        TestingAuthority portal = platform.portal;
        AccessRequest without = TestingPlatform.request("/live/sport1", "").build();

        // When
        for (int i = 0; i < 2; i++) {
            decider.decide(new DecisionRequest(CallKind.VIEWING, "mediamtx", "127.0.0.1", "", without))
                    .join();
        }

        // Then
        assertThat(portal.asks()).isEqualTo(2);
        assertThat(platform.live()).isZero();
    }

    private Answer asks(String session, String address) {
        return decider.decide(decisionRequest(CallKind.VIEWING, session, address))
                .join()
                .answer();
    }

    private SessionContext context(TestingSharedStore shared) {
        return TestingContext.remembering(TestingSessions.settings(), platform.clock.clock(), shared.node());
    }

    private static DecisionRequest decisionRequest(CallKind kind, String session, String address) {
        AccessRequest request = request(session).clientAddress(address).build();
        return new DecisionRequest(kind, "srs", "127.0.0.1", "", request);
    }

    private static DecisionRequest whole(AccessRequest request) {
        return new DecisionRequest(CallKind.VIEWING, "srs", "127.0.0.1", "", request);
    }

    private static AccessRequest.Builder request(String session) {
        return TestingPlatform.request("/live/sport1", "token=T").session(session);
    }
}
