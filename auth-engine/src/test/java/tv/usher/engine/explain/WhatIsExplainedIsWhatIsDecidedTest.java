package tv.usher.engine.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.backend.TestingBackend;
import tv.usher.engine.backend.TestingHttp;
import tv.usher.engine.backend.guard.BackendMetrics;
import tv.usher.engine.backend.guard.Outage;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.decision.RuleDecider;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionContext;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.decision.TestingContext;
import tv.usher.engine.decision.TestingRequests;
import tv.usher.engine.decision.TestingRules;
import tv.usher.engine.decision.TestingShadows;
import tv.usher.engine.event.Events;
import tv.usher.engine.exchange.TestingExchange;
import tv.usher.engine.rule.Countries;
import tv.usher.engine.session.Follow;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.TestingClock;

/** A dry run that asks comes to the decision that the next question gets, whatever rules, backends, memory, limits, bans and budgets say. */
class WhatIsExplainedIsWhatIsDecidedTest {

    private static final List<String> BACKENDS = List.of("one", "two", "three");

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverHappens(long seed) {
        Evening evening = new Evening(new Random(seed));
        for (int i = 0; i < 400; i++) {
            evening.something();
            DecisionRequest asked = evening.request();

            String explained = evening.explained(asked);

            assertThat(evening.decided(asked))
                    .as("seed %d, step %d, %s", seed, i, asked.request())
                    .isEqualTo(explained);
        }
    }

    static long[] seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 100), new Random().longs(20))
                .toArray();
    }

    @Test
    void andItIsAllOfThem() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 1; seed <= 60; seed++) {
            Evening evening = new Evening(new Random(seed));
            for (int i = 0; i < 200; i++) {
                evening.something();
                seen.merge(evening.kindOf(evening.request()), 1, Integer::sum);
            }
        }

        assertThat(seen.keySet())
                .contains(
                        "allow known",
                        "allow asked",
                        "allow unverified",
                        "allow unremembered",
                        "deny by rule",
                        "deny by backend",
                        "deny banned",
                        "deny over the limit",
                        "deny by a limit of the configuration, over-limit",
                        "deny by a limit of the configuration, token-over-limit",
                        "deny by a limit of the configuration, address-over-limit",
                        "deny by a limit of the configuration, channel-full",
                        "deny by outage",
                        "deny for want of a place",
                        "deny too late",
                        "error");
    }

    @Test
    void itAsksWithWhatTheRulesPathNames() {
        // Given
        TestingAuthority asked = TestingAuthority.says("one", new Verdict.Deny("status 403"));
        RuleSettings named = new RuleSettings(
                "live",
                Optional.of(TestingRules.when("path: ['/live/{channel}/*']")),
                Optional.empty(),
                List.of("one"),
                Combining.ANY_ALLOWS,
                List.of(),
                1,
                Optional.empty(),
                Map.of());
        TestingClock clock = new TestingClock();
        RuleDecider decider = new RuleDecider(
                List.of(named),
                List.of(),
                Map.of("one", asked),
                Map.of(),
                TestingContext.remembering(TestingSessions.settings(), clock.clock()),
                Countries.NONE,
                TestingShadows.recorder());
        DecisionRequest request = TestingRequests.of(
                AccessRequest.builder().path("/live/sport/1.ts").build());

        // When
        Outage none = new Outage(
                "one", OnUnavailable.DENY, new BackendMetrics(new PrometheusRegistry()), Events.NONE, clock.clock());
        new ExplainRun(Map.of("one", none), decider.trace(request).plan())
                .start(true)
                .join();
        decider.decide(request).join();

        // Then
        assertThat(asked.questions()).hasSize(2);
        assertThat(asked.questions().get(0)).isEqualTo(asked.questions().get(1));
        assertThat(asked.questions().get(0).channel()).isEqualTo("sport");
    }

    @Test
    void whoComesAfterTheFirstAnswerCountsForNothing() {
        // Given
        TestingClock clock = new TestingClock();
        SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
        Map<String, Verdict> said = new HashMap<>(Map.of(
                "one", new Verdict.Abstain("no token"),
                "two", new Verdict.Allow(Grant.lasting(Duration.ofSeconds(10)))));
        Map<String, Authority> authorities = new HashMap<>();
        Map<String, Outage> outages = new HashMap<>();
        for (String name : List.of("one", "two")) {
            authorities.put(
                    name,
                    TestingAuthority.saying(name, OnUnavailable.DENY, () -> said.get(name))
                            .askingNobody());
            outages.put(
                    name,
                    new Outage(
                            name,
                            OnUnavailable.DENY,
                            new BackendMetrics(new PrometheusRegistry()),
                            Events.NONE,
                            clock));
        }
        RuleDecider decider = new RuleDecider(
                List.of(TestingRules.rule("everyone", List.of("one", "two"), Combining.FIRST_ANSWER)),
                List.of(),
                authorities,
                Map.of(),
                context,
                Countries.NONE,
                TestingShadows.recorder());
        DecisionRequest request = TestingRequests.of(
                AccessRequest.builder().session("s1").channel("sport").build());
        decider.decide(request).join();
        clock.passes(Duration.ofSeconds(11));

        // When
        said.put("one", new Verdict.Deny("too many denials of this address"));
        said.put("two", new Verdict.Unavailable("no answer within 2s"));
        Optional<Decision> explained = new ExplainRun(
                        outages, decider.trace(request).plan())
                .start(true)
                .join()
                .decision();

        // Then
        assertThat(explained).map(Decision::answer).contains(Answer.DENY);
        assertThat(decider.decide(request).join().answer()).isEqualTo(Answer.DENY);
    }

    /** T60: a plugin may quote what the viewer shows. */
    @Test
    void itShowsNoSecretOfThePath() {
        // Given
        TestingBackend quoting =
                new TestingBackend().withInterpret(response -> new Verdict.Deny("no such user: anna, on news"));
        Authority asked = TestingHttp.authority("one", new TestingExchange().answers(403), OnUnavailable.DENY, quoting);
        TestingClock clock = new TestingClock();
        RuleDecider decider = TestingRules.asking(Combining.ANY_ALLOWS, asked);
        DecisionRequest request = TestingRequests.of(AccessRequest.builder()
                .path("/live/anna/news.ts")
                .captures(Map.of("user", "anna", "channel", "news"))
                .build());
        Outage none = new Outage(
                "one", OnUnavailable.DENY, new BackendMetrics(new PrometheusRegistry()), Events.NONE, clock.clock());

        // When
        ExplainRun run = new ExplainRun(
                        Map.of("one", none), decider.trace(request).plan())
                .start(true)
                .join();

        // Then
        assertThat(run.backends())
                .extracting(backend -> backend.said().why())
                .containsExactly("no such user: ***, on news");
    }

    /** One configuration and what happens to it, as the random numbers have it. */
    private static final class Evening {

        private final Random random;
        private final TestingClock clock = new TestingClock();
        private final Map<String, TestingAuthority> authorities = new LinkedHashMap<>();
        private final Map<String, Verdict> verdicts = new HashMap<>();
        private final Map<String, Outage> outages = new HashMap<>();
        private final SessionContext context;
        private final RuleDecider decider;

        Evening(Random random) {
            this.random = random;
            BackendMetrics metrics = new BackendMetrics(new PrometheusRegistry());
            for (String name : BACKENDS) {
                OnUnavailable action = oneOf(OnUnavailable.values());
                TestingAuthority authority = TestingAuthority.saying(name, action, () -> verdicts.get(name));
                authorities.put(name, random.nextBoolean() ? authority.askedAgain() : authority);
                if (random.nextBoolean()) {
                    authority.askingNobody();
                }
                outages.put(name, new Outage(name, action, metrics, Events.NONE, clock));
                verdicts.put(name, verdict());
            }
            this.context = TestingContext.remembering(
                    TestingSessions.settings(oneOf(OverLimit.values()), oneOf(Follow.values()), 1 + random.nextInt(8)),
                    clock.clock());
            this.decider = new RuleDecider(
                    access(),
                    limits(),
                    Map.<String, Authority>copyOf(authorities),
                    Map.of(),
                    context,
                    Countries.NONE,
                    TestingShadows.recorder());
        }

        private List<RuleSettings> access() {
            return List.of(
                    rule("promo", "promo", Optional.of(RuleSettings.Effect.ALLOW), ""),
                    rule("closed", "closed", Optional.of(RuleSettings.Effect.DENY), "http://promo.example.com/"),
                    rule("vip", "vip", Optional.empty(), ""),
                    rule("rest", "*", Optional.empty(), "http://promo.example.com/rest"));
        }

        /** Of each kind some. */
        private List<SessionLimitSettings> limits() {
            List<SessionLimitSettings> limits = new ArrayList<>();
            while (random.nextInt(3) > 0) {
                PlaceOwner of = oneOf(PlaceOwner.values());
                boolean household = random.nextBoolean() && (of == PlaceOwner.USER || of == PlaceOwner.TOKEN);
                limits.add(new SessionLimitSettings(
                        "limit" + limits.size(),
                        random.nextBoolean() ? Optional.empty() : Optional.of(TestingRules.when("channel: [sport]")),
                        1 + random.nextInt(3),
                        of,
                        household));
            }
            return limits;
        }

        private RuleSettings rule(String name, String channel, Optional<RuleSettings.Effect> then, String redirect) {
            return new RuleSettings(
                    name,
                    Optional.of(TestingRules.when("channel: ['" + channel + "']")),
                    then,
                    then.isPresent() ? List.of() : some(BACKENDS),
                    oneOf(Combining.values()),
                    List.of(),
                    1,
                    Location.find(redirect),
                    random.nextBoolean() ? Map.of() : elsewhere(then));
        }

        private static Map<String, Location> elsewhere(Optional<RuleSettings.Effect> then) {
            Location full = new Location("http://promo.example.com/full");
            return then.isPresent() ? Map.of() : Map.of("channel-full", full, "over-limit", full);
        }

        private List<String> some(List<String> names) {
            List<String> some = new ArrayList<>(names);
            some.removeIf(name -> random.nextInt(3) == 0);
            return some.isEmpty() ? List.of(names.get(0)) : some;
        }

        void something() {
            switch (random.nextInt(8)) {
                case 0 -> clock.passes(Duration.ofSeconds(1 + random.nextInt(20)));
                case 1 -> clock.passes(Duration.ofSeconds(1 + random.nextInt(900)));
                case 2 ->
                    context.sessions()
                            .revocations()
                            .kick(new UserId(oneOf(BACKENDS.toArray(String[]::new)), user()), TestingKicks.of(ban()));
                case 3 -> context.sessions().live().forEach(this::kickNowAndThen);
                case 4 -> {
                    TestingAuthority authority = authorities.get(oneOf(BACKENDS.toArray(String[]::new)));
                    authority.maxUnverified(oneOf(0, 1, 2, Integer.MAX_VALUE));
                    authority.out(random.nextBoolean());
                }
                case 5 -> context.sessions().sweeper().sweep();
                default -> verdicts.put(oneOf(BACKENDS.toArray(String[]::new)), verdict());
            }
        }

        private void kickNowAndThen(Session session) {
            if (random.nextInt(5) == 0) {
                context.sessions().revocations().kick(session.key(), TestingKicks.of(ban()));
            }
        }

        private Duration ban() {
            return oneOf(Duration.ZERO, Duration.ofSeconds(20), Duration.ofMinutes(5));
        }

        private String user() {
            return oneOf("", "77", "78");
        }

        private Verdict verdict() {
            return switch (random.nextInt(8)) {
                case 0 -> new Verdict.Deny("status 403");
                case 1 -> new Verdict.Abstain("no token");
                case 2, 3 -> new Verdict.Unavailable("no answer within 2s");
                default ->
                    new Verdict.Allow(Grant.lasting(Duration.ofSeconds(10 + random.nextInt(1_000)))
                            .user(user())
                            .maxSessions(
                                    random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(2)) : OptionalInt.empty())
                            .unique(random.nextInt(4) == 0));
            };
        }

        DecisionRequest request() {
            String channel = oneOf("vip", "sport", "sport", "news", "promo", "closed");
            return TestingRequests.of(
                    oneOf("nginx", "nginx", "cesbo"),
                    AccessRequest.builder()
                            .session(oneOf("", "", "s1"))
                            .channel(channel)
                            .clientAddress(oneOf("203.0.113.7", "203.0.113.8", "2001:db8::1"))
                            .userAgent(oneOf("VLC", "Kodi"))
                            .path("/live/" + channel + oneOf("/index.m3u8", "/1.ts"))
                            .query(oneOf("", "token=1", "token=2", "token=3"))
                            .build());
        }

        String explained(DecisionRequest asked) {
            return told(new ExplainRun(outages, decider.trace(asked).plan())
                    .start(true)
                    .join()
                    .decision()
                    .orElseThrow());
        }

        String decided(DecisionRequest asked) {
            return told(decider.decide(asked).join());
        }

        private static String told(Decision decision) {
            return String.join(
                    "; ",
                    decision.answer().word(),
                    decision.rule(),
                    decision.backend(),
                    decision.why(),
                    decision.redirect().toString());
        }

        /** What the next question comes to, so that a test sees that nothing is missing among them. */
        String kindOf(DecisionRequest asked) {
            Decision decision = decider.decide(asked).join();
            String why = decision.why();
            if (decision.answer() == Answer.ERROR) {
                return "error";
            }
            if (decision.answer() == Answer.ALLOW) {
                if (decision.isKnown()) {
                    return "allow known";
                }
                if (decision.isUnverified()) {
                    return "allow unverified";
                }
                return decision.backend().isEmpty()
                        ? "allow by rule"
                        : decision.pass() == null ? "allow unremembered" : "allow asked";
            }
            if (why.contains("banned")) {
                return "deny banned";
            }
            if (why.contains("over the limit 'limit")) {
                return "deny by a limit of the configuration, " + decision.reasonCode();
            }
            if (why.contains("over the limit")) {
                return "deny over the limit";
            }
            if (why.contains("any more")) {
                return "deny too late";
            }
            if (why.contains("unverified")) {
                return "deny for want of a place";
            }
            if (decision.backend().isEmpty()) {
                return "deny by rule";
            }
            return decision.verdict() instanceof Verdict.Unavailable ? "deny by outage" : "deny by backend";
        }

        @SafeVarargs
        private final <T> T oneOf(T... values) {
            return values[random.nextInt(values.length)];
        }
    }
}
