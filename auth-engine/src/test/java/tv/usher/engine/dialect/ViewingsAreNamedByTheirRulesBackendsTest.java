package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tv.usher.api.Grant;
import tv.usher.api.QueryString;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.MemoryState;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRules;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.Clock;

/** What a plugin takes for a login names viewers where its backend is asked, and nobody elsewhere: there any path may look like one. */
class ViewingsAreNamedByTheirRulesBackendsTest {

    private static final Verdict ALLOW =
            new Verdict.Allow(Grant.lasting(Duration.ofMinutes(3)).user("77"));

    private static final Verdict DENY = new Verdict.Deny("no token");

    private final AtomicReference<Verdict> said = new AtomicReference<>(ALLOW);
    private final Authority ministra = TestingAuthority.saying("ministra", OnUnavailable.DENY, said::get);
    private final Authority panel = panel();
    private final Dialects dialects = TestingDialects.of(
            TestingSessions.settings(),
            TestingDialects.with().settings(),
            new IdentitySettings(List.of()),
            List.of(ministra, panel));

    /** Takes {@code /USER/PASSWORD/42.ts} for a login. */
    private static Authority panel() {
        TestingBackend plugin = new TestingBackend();
        return TestingHttp.authority(
                "panel",
                new TestingExchange().answers(200),
                OnUnavailable.DENY,
                plugin.withToRequest(request -> request.segments().size() == 3
                                        || !request.query().all("username").isEmpty()
                                ? plugin.toRequest(request)
                                        .map(question -> question.identifiedBy(
                                                request.segments().get(0),
                                                request.segments().get(1)))
                                : Optional.empty())
                        .withStranger(random -> QueryString.of("username=" + random.nextLong())));
    }

    @Test
    void segmentsFollowWhereThePluginIsNotAsked() {
        // Given
        RuleDecider rules = asking("ministra");
        assertThat(decide(rules, "/hls/sport1/index.m3u8?token=T", "203.0.113.7"))
                .isEqualTo(Answer.ALLOW);

        // When
        said.set(DENY);

        // Then
        DecisionRequest segment = read("/hls/sport1/12.ts", "203.0.113.7");
        assertThat(rules.trace(segment).plan().memoryState()).isEqualTo(MemoryState.KNOWN);
        assertThat(rules.decide(segment).join().answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void whereItIsAskedItTellsItsViewersApart() {
        // Given
        RuleDecider rules = asking("panel", "ministra");
        said.set(DENY);
        assertThat(decide(rules, "/anna/right/12.ts", "203.0.113.7")).isEqualTo(Answer.ALLOW);

        // Then
        assertThat(memory(rules, "/anna/right/12.ts")).isEqualTo(MemoryState.KNOWN);
        assertThat(memory(rules, "/anna/wrong/12.ts")).isEqualTo(MemoryState.NOTHING);
    }

    /** Else all who watch a channel would be one viewer to a limit, and a ban of one of them would keep out all. */
    @Test
    void noLimitCountsViewersOfOneChannelAsOne() {
        // Given
        RuleDecider rules = TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of("ministra"), Combining.ANY_ALLOWS)),
                List.of(new SessionLimitSettings("screens", Optional.empty(), 1, PlaceOwner.TOKEN, false)),
                TestingContext.remembering(TestingSessions.settings(), Clock.system()),
                ministra,
                panel);

        // Then
        assertThat(decide(rules, "/hls/sport1/12.ts?token=T", "203.0.113.7")).isEqualTo(Answer.ALLOW);
        assertThat(decide(rules, "/hls/sport1/12.ts?token=U", "203.0.113.8")).isEqualTo(Answer.ALLOW);
        assertThat(decide(rules, "/hls/sport1/12.ts?token=T", "203.0.113.9")).isEqualTo(Answer.DENY);
    }

    private RuleDecider asking(String... backends) {
        return TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.of(backends), Combining.ANY_ALLOWS)),
                TestingContext.remembering(),
                ministra,
                panel);
    }

    private MemoryState memory(RuleDecider rules, String uri) {
        return rules.trace(read(uri, "203.0.113.7")).plan().memoryState();
    }

    private Answer decide(RuleDecider rules, String uri, String client) {
        return rules.decide(read(uri, client)).join().answer();
    }

    private DecisionRequest read(String uri, String client) {
        Call call = TestingCall.to("/nginx").with("X-Original-URI", uri).with("X-Real-IP", client);
        return dialects.read(dialects.at("/nginx"), call);
    }
}
