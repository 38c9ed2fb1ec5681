package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.FailureSettings;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.backend.guard.BoundTokenAuthority;
import tv.usher.engine.backend.guard.FailureBanAuthority;
import tv.usher.engine.backend.guard.FailureBans;
import tv.usher.engine.backend.guard.TokenBindings;
import tv.usher.engine.event.Events;
import tv.usher.engine.journal.DecisionLog;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.util.Clock;

class ShadowsDecideNothingTest {

    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ofHours(1)));
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict ABSTAIN = new Verdict.Abstain("no token");
    private static final Verdict UNAVAILABLE = new Verdict.Unavailable("timeout");

    private final TestingLog lines = TestingLog.of("decision");
    private final TestingLog warnings = TestingLog.of(Shadows.class);
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final DecisionLog log = new DecisionLog(Clock.system(), Events.NONE);
    private final ShadowRecorder recorder = new ShadowRecorder(registry, log);

    @AfterEach
    void close() {
        log.close();
        lines.close();
        warnings.close();
    }

    @ParameterizedTest
    @EnumSource(Combining.class)
    void aDifferenceIsCountedAndLogged(Combining combining) {
        // Given
        Decider decider = decider(combining, 50, says("old", ALLOW), says("new", DENY));

        // When
        Decision decision = decide(decider, request("7f3a"));

        // Then
        assertThat(decision.answer()).isEqualTo(Answer.ALLOW);
        assertThat(decision.backend()).isEqualTo("old");
        assertThat(count("usher_shadow_answers")).containsExactly(Map.entry("new everyone deny", 1.0));
        assertThat(count("usher_shadow_differences")).containsExactly(Map.entry("new allow everyone deny", 1.0));
        log.close();
        assertThat(lines.lines())
                .containsExactly(
                        "shadow=new verdict=deny reason=denied why=\"status 403\" rule=everyone session=7f3a client=203.0.113.7"
                                + " channel=a001 backend=old answer=allow");
    }

    @Test
    void onlyWhatWouldDecideOtherwiseIsADifference() {
        Verdict[] verdicts = {ALLOW, DENY, ABSTAIN, UNAVAILABLE};
        List<String> different = new ArrayList<>();
        for (Verdict deciding : verdicts) {
            for (Verdict shadow : verdicts) {
                double before = differences();
                decide(decider(Combining.ANY_ALLOWS, 50, says("old", deciding), says("new", shadow)), request(""));
                if (differences() > before) {
                    different.add(VerdictText.word(deciding) + ' ' + VerdictText.word(shadow));
                }
            }
        }

        assertThat(different).containsExactly("allow deny", "allow abstain", "deny allow", "abstain allow");
    }

    @Test
    void nobodyWaitsForAShadow() {
        // Given
        TestingAuthority shadow = TestingAuthority.hangs("new");
        Decider decider = decider(Combining.ANY_ALLOWS, 50, says("old", ALLOW), shadow);

        // When
        CompletableFuture<Decision> decision = decider.decide(TestingRequests.of(request("1")));

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.ALLOW);
        shadow.asked().get(0).complete(DENY);
        assertThat(differences()).isOne();
    }

    @Test
    void aShadowThatAnswersFirstIsComparedLater() {
        // Given
        TestingAuthority old = TestingAuthority.hangs("old");
        CompletableFuture<Decision> decision =
                decider(Combining.ALL_ALLOW, 50, old, says("new", ALLOW)).decide(TestingRequests.of(request("1")));
        assertThat(decision).isNotDone();

        // When
        old.asked().get(0).complete(DENY);

        // Then
        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.DENY);
        assertThat(differences()).isOne();
    }

    @Test
    void aBrokenShadowHarmsNobody() {
        // Given
        TestingAuthority broken = TestingAuthority.saying("new", OnUnavailable.DENY, () -> {
            throw new IllegalStateException("bug");
        });
        TestingAuthority failing = TestingAuthority.fails("new", OnUnavailable.DENY, new IllegalStateException("bug"));

        // Then
        for (TestingAuthority shadow : List.of(broken, failing)) {
            Decider decider = decider(Combining.ANY_ALLOWS, 1, says("old", ALLOW), shadow);
            assertThat(decide(decider, request("1")).answer()).isEqualTo(Answer.ALLOW);
            assertThat(decide(decider, request("2")).answer()).isEqualTo(Answer.ALLOW);
            assertThat(shadow.asks()).isEqualTo(2);
        }
        assertThat(count("usher_shadow_answers")).containsOnlyKeys("new everyone undecided");
    }

    @Test
    void whoIsKnownIsNoQuestionForAShadow() {
        // Given
        TestingAuthority shadow = says("new", ALLOW);
        Decider decider = decider(Combining.ANY_ALLOWS, 50, says("old", ALLOW), shadow);

        // When
        decide(decider, request("7f3a"));
        Decision second = decide(decider, request("7f3a"));

        // Then
        assertThat(second.isKnown()).isTrue();
        assertThat(shadow.asks()).isOne();
    }

    @Test
    void questionsToShadowsAreBounded() {
        // Given
        TestingAuthority shadow = TestingAuthority.hangs("new");
        Decider decider = decider(Combining.ANY_ALLOWS, 2, says("old", ALLOW), shadow);

        // When
        for (int i = 0; i < 5; i++) {
            assertThat(decide(decider, request("session" + i)).answer()).isEqualTo(Answer.ALLOW);
        }

        // Then
        assertThat(shadow.asks()).isEqualTo(2);
        assertThat(count("usher_shadow_answers")).containsExactly(Map.entry("new everyone skipped", 3.0));

        // When
        shadow.asked().forEach(asked -> asked.complete(ALLOW));
        decide(decider, request("another"));

        // Then
        assertThat(shadow.asks()).isEqualTo(3);
    }

    @Test
    void aQuestionThatIsGivenUpGivesUpItsShadow() {
        // Given
        TestingAuthority shadow = TestingAuthority.hangs("new");
        CompletableFuture<Decision> decision = decider(
                        Combining.FIRST_ANSWER,
                        50,
                        TestingAuthority.hangs("old").askedAgain(),
                        shadow)
                .decide(TestingRequests.of(request("1")));

        // When
        decision.cancel(true);

        // Then
        assertThat(shadow.asked()).singleElement().matches(CompletableFuture::isCancelled);
        assertThat(count("usher_shadow_answers")).isEmpty();
    }

    @Test
    void equalDifferencesAreOneLineAndNoneShowsAToken() {
        // Given
        Decider decider = decider(Combining.ANY_ALLOWS, 50, says("old", ALLOW), says("new", ABSTAIN));

        // When
        for (int i = 0; i < 1_000; i++) {
            decide(decider, request("session" + i));
        }
        await().until(() -> differences() == 1_000);
        log.close();

        // Then
        List<String> differing = lines.lines().stream()
                .filter(line -> line.startsWith("shadow="))
                .toList();
        assertThat(differing).hasSize(2);
        assertThat(differing.get(1)).endsWith(" repeated=999");
        assertThat(lines.lines()).noneMatch(line -> line.contains("s3cr3t"));
    }

    /** Another rule asks the same backend, which is guarded there. */
    @Test
    void aShadowNeitherBansNorBindsAnybody() {
        // Given
        Verdict[] said = {DENY};
        TestingAuthority plain = TestingAuthority.saying("new", OnUnavailable.DENY, () -> said[0]);
        FailureBans bans = new FailureBans(
                new FailureSettings(2, Duration.ofMinutes(1), Duration.ofMinutes(5), 100), Clock.system());
        Authority guarded =
                new FailureBanAuthority(new BoundTokenAuthority(plain, new TokenBindings(List.of("token"), 100)), bans);
        Authority old = says("old", ALLOW);
        RuleSettings moving = rule("moving", "channel: [a001]", "old", List.of("new"));
        RuleSettings moved = rule("moved", "channel: [a002]", "new", List.of());
        Decider decider = new RuleDecider(
                List.of(moving, moved),
                List.of(),
                Map.of("old", old, "new", guarded),
                Map.of("old", old, "new", plain),
                TestingContext.remembering(),
                Countries.NONE,
                recorder);

        // When
        for (int i = 0; i < 10; i++) {
            decide(decider, request("session" + i));
        }
        assertThat(plain.asks()).isEqualTo(10);
        said[0] = ALLOW;
        Decision elsewhere =
                decide(decider, request("another").toBuilder().channel("a002").build());

        // Then
        assertThat(elsewhere.answer()).as(elsewhere.why()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void oneTimeTokensAreWarnedOf() {
        decider(Combining.ANY_ALLOWS, 50, says("old", ALLOW), says("new", ALLOW).askedAgain());
        assertThat(warnings.lines()).isEmpty();

        decider(Combining.ANY_ALLOWS, 50, says("old", ALLOW), says("new", ALLOW));
        assertThat(warnings.lines())
                .containsExactly(
                        "rule everyone: tokens of the shadow new are good for one time or for seconds; if those"
                                + " who decide take the same tokens, the shadow may use them up");
    }

    private Decider decider(Combining combining, int maxShadow, Authority deciding, Authority shadow) {
        Map<String, Authority> authorities = new LinkedHashMap<>();
        authorities.put(deciding.name(), deciding);
        authorities.put(shadow.name(), shadow);
        RuleSettings rule = new RuleSettings(
                "everyone",
                Optional.empty(),
                Optional.empty(),
                List.of(deciding.name()),
                combining,
                List.of(shadow.name()),
                maxShadow,
                Optional.empty(),
                Map.of());
        return new RuleDecider(
                List.of(rule),
                List.of(),
                authorities,
                authorities,
                TestingContext.remembering(),
                Countries.NONE,
                recorder);
    }

    private static RuleSettings rule(String name, String when, String ask, List<String> shadow) {
        return new RuleSettings(
                name,
                Optional.of(TestingRules.when(when)),
                Optional.empty(),
                List.of(ask),
                Combining.ANY_ALLOWS,
                shadow,
                50,
                Optional.empty(),
                Map.of());
    }

    private static TestingAuthority says(String name, Verdict verdict) {
        return TestingAuthority.says(name, verdict);
    }

    private static AccessRequest request(String session) {
        return AccessRequest.builder()
                .session(session)
                .clientAddress("203.0.113.7")
                .channel("a001")
                .query("token=s3cr3t")
                .build();
    }

    private static Decision decide(Decider decider, AccessRequest request) {
        return decider.decide(TestingRequests.of(request)).join();
    }

    private double differences() {
        return count("usher_shadow_differences").values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    /** By the labels' values. */
    private Map<String, Double> count(String name) {
        return registry.scrape().stream()
                .filter(metric -> metric.getMetadata().getName().equals(name))
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .collect(Collectors.toMap(
                        point -> point.getLabels().stream()
                                .map(label -> label.getValue())
                                .collect(Collectors.joining(" ")),
                        CounterSnapshot.CounterDataPointSnapshot::getValue));
    }
}
