package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.guard.BoundTokenAuthority;
import tv.usher.engine.backend.guard.FailureBanAuthority;
import tv.usher.engine.backend.guard.FailureBans;
import tv.usher.engine.backend.guard.TokenBindings;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

class ReasoningTellsWhatWouldBeDecidedTest {

    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final List<Verdict> VERDICTS =
            List.of(ALLOW, DENY, new Verdict.Abstain("no token"), new Verdict.Unavailable("timeout"));

    @ParameterizedTest
    @EnumSource
    void whateverBackendsSay(Combining combining) {
        List<String> reasoned = new ArrayList<>();
        List<String> decided = new ArrayList<>();
        for (Verdict first : VERDICTS) {
            for (Verdict second : VERDICTS) {
                for (OnUnavailable action : OnUnavailable.values()) {
                    RuleDecider decider = TestingRules.asking(
                            combining,
                            TestingAuthority.says("one", action, first),
                            TestingAuthority.says("two", OnUnavailable.ERROR, second));
                    Plan plan = decider.trace(asks("1")).plan();
                    reasoned.add(told(heard(plan, first, second)));
                    decided.add(told(decider.decide(asks("1")).join()));
                }
            }
        }

        assertThat(reasoned).isEqualTo(decided);
    }

    @Test
    void withoutAskingAnybody() {
        TestingAuthority authority = TestingAuthority.says("one", ALLOW);
        RuleDecider decider = TestingRules.asking(Combining.ANY_ALLOWS, authority);

        Plan plan = decider.trace(asks("1")).plan();

        assertThat(plan.decision()).isEmpty();
        assertThat(plan.memoryState()).isEqualTo(MemoryState.NOTHING);
        assertThat(plan.asked()).containsExactly(authority);
        assertThat(authority.asks()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'address: [10.0.0.0/8]', address",
        "'not-address: [203.0.113.0/24]', not-address",
        "'path: [\"/vip/**\"]', path",
        "'host: [vip.example.com]', host",
        "'channel: [vip]', channel",
        "'user-agent: [\"*Roku*\"]', user-agent",
        "'referer: [\"*example*\"]', referer",
        "'caller: [10.0.0.1]', caller",
        "'dialect: [srs]', dialect",
        "'protocol: [dash]', protocol",
        "'action: [publish]', action",
        "'percent: 1', percent",
        "'country: [DE]', country",
        "'parameter: {b: []}', parameter b",
        "'not-parameter: {token: []}', not-parameter token"
    })
    void namingTheConditionThatFails(String when, String failing) {
        RuleDecider decider = new TestingRules()
                .then("vip", RuleSettings.Effect.ALLOW, TestingRules.when(when))
                .decider();

        RuleTrace trace = decider.trace(asks("1"));

        assertThat(trace.checks()).containsExactly(new RuleTrace.RuleCheck(1, "vip", failing));
        assertThat(trace.plan().decision().orElseThrow()).isSameAs(Decision.noRuleHolds());
    }

    @Test
    void andThatARuleIsNotAboutPublishing() {
        RuleDecider decider = TestingRules.asking(Combining.ANY_ALLOWS, TestingAuthority.says("one", ALLOW));

        RuleTrace trace = decider.trace(asks("1").withAction(Action.PUBLISH));

        assertThat(trace.checks()).containsExactly(new RuleTrace.RuleCheck(1, "everyone", "action"));
    }

    @Test
    void listingTheRuleThatHoldsLastAndNotAllOfVeryMany() {
        StringBuilder access = new StringBuilder();
        for (int i = 1; i <= 1_000; i++) {
            access.append("- {then: deny, when: {channel: [c" + i + "]}}\n");
        }
        access.append("- {name: last, then: allow}\n");

        RuleDecider rules = TestingRules.decider(TestingRules.access(access.toString()), TestingContext.remembering());
        RuleTrace trace = rules.trace(asks("1"));

        assertThat(trace.checks()).hasSize(51).endsWith(new RuleTrace.RuleCheck(1_001, "last", ""));
        assertThat(trace.others()).isEqualTo(950);
        assertThat(trace.plan().decision().orElseThrow().answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void whatMemoryKnowsWithoutKeepingAnybodyWatching() {
        // Given
        TestingClock clock = new TestingClock();
        SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
        RuleDecider decider = TestingRules.everyoneAsks(context, TestingAuthority.says("one", ALLOW));
        Session session = decider.decide(asks("1")).join().pass().session();
        long seen = session.lastSeen();
        clock.passes(Duration.ofSeconds(30));

        // When
        Plan plan = decider.trace(asks("1")).plan();

        // Then
        assertThat(plan.memoryState()).isEqualTo(MemoryState.KNOWN);
        assertThat(plan.decision().orElseThrow().pass().session()).isSameAs(session);
        assertThat(session.lastSeen()).isEqualTo(seen);
    }

    @Test
    void whatMemoryHoldsAgainstTheViewer() {
        TestingAuthority authority = TestingAuthority.says("one", DENY);
        RuleDecider decider = TestingRules.everyoneAsks(TestingContext.remembering(), authority);
        decider.decide(asks("1")).join();

        Plan plan = decider.trace(asks("1")).plan();

        assertThat(plan.memoryState()).isEqualTo(MemoryState.REFUSED);
        assertThat(told(plan.decision().orElseThrow())).isEqualTo("DENY everyone one status 403");
        assertThat(authority.asks()).isEqualTo(1);
    }

    @Test
    void thatTheUserIsOverTheLimit() {
        Grant one = Grant.lasting(Duration.ofHours(1)).user("42").maxSessions(1);
        RuleDecider decider =
                TestingRules.asking(Combining.ANY_ALLOWS, TestingAuthority.says("one", new Verdict.Allow(one)));
        decider.decide(asks("1")).join();
        DecisionRequest elsewhere = new DecisionRequest("nginx", "127.0.0.1", "", from("198.51.100.1", "2"));

        String held = "over the limit of 1 sessions, held by 203.0.113.7 on /live/news/";
        assertForetold(decider, elsewhere, "DENY everyone one " + held, new Verdict.Allow(one));
    }

    @Test
    void thatTheUserIsBanned() {
        Verdict known = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)).user("42"));
        SessionContext context = TestingContext.remembering();
        RuleDecider decider = TestingRules.everyoneAsks(context, TestingAuthority.says("one", known));
        context.sessions().revocations().kick(new UserId("one", "42"), TestingKicks.of(Duration.ofHours(1)));

        assertForetold(decider, asks("1"), "DENY everyone one banned by an operator", known);
    }

    @Test
    void thatNobodyIsLetInUnverifiedAnyMore() {
        Verdict down = new Verdict.Unavailable("timeout");
        RuleDecider decider = TestingRules.asking(
                Combining.ANY_ALLOWS,
                TestingAuthority.says("one", OnUnavailable.ALLOW, down).maxUnverified(0));

        assertForetold(decider, asks("1"), "DENY everyone one timeout; nobody is let in unverified any more", down);
    }

    @Test
    void thatAViewerWhoseGrantIsOverGoesOnThroughAnOutage() {
        TestingClock clock = new TestingClock();
        SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
        AtomicReference<Verdict> verdict = new AtomicReference<>(ALLOW);
        RuleDecider decider =
                TestingRules.everyoneAsks(context, TestingAuthority.saying("one", OnUnavailable.DENY, verdict::get));
        for (int minute = 0; minute < 62; minute++) {
            decider.decide(asks("1")).join();
            clock.passes(Duration.ofSeconds(59));
        }
        verdict.set(new Verdict.Unavailable("timeout"));

        assertForetold(decider, asks("1"), "ALLOW everyone one ", verdict.get());
    }

    @Test
    void whereADeniedViewerIsSent() {
        RuleSettings sending = new RuleSettings(
                "vip",
                Optional.empty(),
                Optional.empty(),
                List.of("one"),
                Combining.ANY_ALLOWS,
                List.of(),
                50,
                Optional.of(Location.parse("https://example.com/promo")),
                Map.of());
        RuleDecider decider = TestingRules.decider(
                List.of(sending), TestingContext.remembering(), TestingAuthority.says("one", DENY));

        Plan plan = decider.trace(asks("1")).plan();

        assertThat(heard(plan, DENY).redirect()).isEqualTo(sending.deniedLocation());
    }

    @Test
    void thatInOrderNobodyIsAskedAfterWhoDecides() {
        TestingAuthority one = TestingAuthority.says("one", DENY);
        TestingAuthority two = TestingAuthority.says("two", ALLOW);

        Plan inOrder = TestingRules.asking(Combining.FIRST_ANSWER, one, two)
                .trace(asks("1"))
                .plan();
        Plan atOnce = TestingRules.asking(Combining.ANY_ALLOWS, one, two)
                .trace(asks("1"))
                .plan();

        assertThat(inOrder.isLast(one, AnsweredVerdict.of(DENY))).isTrue();
        assertThat(inOrder.isLast(one, AnsweredVerdict.of(VERDICTS.get(2)))).isFalse();
        assertThat(told(heard(inOrder, DENY))).isEqualTo("DENY everyone one status 403");
        assertThat(atOnce.isLast(one, AnsweredVerdict.of(ALLOW))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "ANY_ALLOWS, ALLOW, ",
        "ANY_ALLOWS, , ALLOW",
        "ALL_ALLOW, , DENY",
        "FIRST_ANSWER, DENY, ",
    })
    void thatWhoIsNotAskedMayNotMatter(Combining combining, String first, String second) {
        assertThat(outlookOn(combining).decide(said(first, second))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "ANY_ALLOWS, DENY, ",
        "ALL_ALLOW, , ALLOW",
        "FIRST_ANSWER, , ALLOW",
        "FIRST_ANSWER, , ",
    })
    void thatItDependsOnWhoIsNotAsked(Combining combining, String first, String second) {
        assertThat(outlookOn(combining).decide(said(first, second))).isEmpty();
    }

    private static Plan outlookOn(Combining combining) {
        return TestingRules.asking(combining, TestingAuthority.says("one", ALLOW), TestingAuthority.says("two", ALLOW))
                .trace(asks("1"))
                .plan();
    }

    private static List<Optional<AnsweredVerdict>> said(String... words) {
        return Stream.of(words)
                .map(word -> Optional.ofNullable(word)
                        .map(allow -> AnsweredVerdict.of(allow.equals("ALLOW") ? ALLOW : DENY)))
                .toList();
    }

    private static void assertForetold(
            RuleDecider decider, DecisionRequest decisionRequest, String told, Verdict verdict) {
        Plan plan = decider.trace(decisionRequest).plan();
        assertThat(plan.decision()).isEmpty();
        assertThat(told(heard(plan, verdict))).isEqualTo(told);
        assertThat(told(decider.decide(decisionRequest).join()))
                .as("and so it comes")
                .isEqualTo(told);
    }

    @Test
    void thatNothingNamesTheViewing() {
        RuleDecider decider = TestingRules.asking(Combining.ANY_ALLOWS, TestingAuthority.says("one", ALLOW));

        Plan plan = decider.trace(asks("")).plan();

        assertThat(plan.memoryState()).isEqualTo(MemoryState.UNNAMED);
    }

    @Test
    void thatATokenWasShownElsewhereWithoutBindingIt() {
        // Given
        TokenBindings bindings = new TokenBindings(List.of("token"), 10);
        BoundTokenAuthority bound = new BoundTokenAuthority(TestingAuthority.says("one", ALLOW), bindings);
        AccessRequest here = asks("1").request();
        AccessRequest there = from("198.51.100.1", "1");

        // When, Then
        assertThat(bound.preview(there).said().map(AnsweredVerdict::verdict)).isEmpty();
        assertThat(bound.judge(here).join()).isEqualTo(ALLOW);
        assertThat(bound.preview(here).said()).isEmpty();
        assertThat(bound.preview(there).said().map(AnsweredVerdict::verdict))
                .isEqualTo(Optional.of(bound.judge(there).join()));
    }

    @Test
    void thatAnAddressIsBannedWithoutCountingAgainstIt() {
        // Given
        FailureBanAuthority guard = new FailureBanAuthority(
                TestingAuthority.says("one", DENY),
                new FailureBans(
                        new FailureSettings(1, Duration.ofMinutes(1), Duration.ofMinutes(1), 10), new TestingClock()));
        AccessRequest request = asks("1").request();
        for (int i = 0; i < 5; i++) {
            assertThat(guard.preview(request).said().map(AnsweredVerdict::verdict))
                    .isEmpty();
        }

        // When
        guard.judge(request);
        guard.judge(request);

        // Then
        assertThat(guard.preview(request).said().map(AnsweredVerdict::verdict))
                .isEqualTo(Optional.of(guard.judge(request).join()));
    }

    private static Decision heard(Plan plan, Verdict... verdicts) {
        return plan.decide(Stream.of(verdicts)
                        .map(AnsweredVerdict::of)
                        .map(Optional::of)
                        .toList())
                .orElseThrow();
    }

    private static String told(Decision decision) {
        return decision.answer() + " " + decision.rule() + " " + decision.backend() + " " + decision.why();
    }

    private static DecisionRequest asks(String token) {
        return new DecisionRequest("nginx", "127.0.0.1", "", from("203.0.113.7", token));
    }

    private static AccessRequest from(String client, String token) {
        return AccessRequest.builder()
                .clientAddress(client)
                .path("/live/news/index.m3u8")
                .query(token.isEmpty() ? "" : "token=" + token)
                .build();
    }
}
