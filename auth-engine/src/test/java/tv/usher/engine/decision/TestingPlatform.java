package tv.usher.engine.decision;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.util.TestingClock;

/** One rule that asks one backend, the memory before it, and time as the test has it. */
final class TestingPlatform {

    static final Verdict ALLOW = allow("77", OptionalInt.empty());
    static final Verdict DENY = new Verdict.Deny("status 403");
    static final Verdict DOWN = new Verdict.Unavailable("timeout");

    final TestingClock clock = new TestingClock();
    final TestingStore store = new TestingStore();
    final AtomicReference<Verdict> verdict = new AtomicReference<>(ALLOW);
    final TestingAuthority portal;
    private final SessionSettings settings;
    private SessionContext context;
    private Decider decider;

    TestingPlatform() {
        this(TestingSessions.settings());
    }

    TestingPlatform(SessionSettings settings) {
        this(settings, OnUnavailable.DENY);
    }

    TestingPlatform(SessionSettings settings, OnUnavailable onUnavailable) {
        this.settings = settings;
        this.portal = TestingAuthority.saying("portal", onUnavailable, verdict::get);
        restart();
    }

    static Verdict allow(String user, OptionalInt maxSessions) {
        return allow(user, maxSessions, Duration.ofMinutes(3));
    }

    static Verdict allow(String user, OptionalInt maxSessions, Duration lifetime) {
        return new Verdict.Allow(
                Grant.lasting(lifetime).user(user).sessionName("anna").maxSessions(maxSessions));
    }

    /** What memory alone knew is gone, what the store kept is known. */
    void restart() {
        context = TestingContext.remembering(settings, clock.clock(), store);
        decider = TestingRules.everyoneAsks(context, portal);
    }

    /** The same memory before other rules, as after a change of the configuration. */
    Decider rules(List<RuleSettings> access, Authority... authorities) {
        return TestingRules.decider(access, context, authorities);
    }

    static RuleSettings asks(String rule, String... backends) {
        return TestingRules.rule(rule, List.of(backends), Combining.ANY_ALLOWS);
    }

    Sessions sessions() {
        return context.sessions();
    }

    long live() {
        long[] live = new long[1];
        sessions().live().forEach(session -> live[0]++);
        return live[0];
    }

    Answer ask(String path, String query) {
        return ask(request(path, query));
    }

    Answer ask(AccessRequest.Builder request) {
        return begin(request).join().answer();
    }

    CompletableFuture<Decision> begin(AccessRequest.Builder request) {
        return decider.decide(TestingRequests.of(request.build()));
    }

    static AccessRequest.Builder request(String path, String query) {
        return AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .userAgent("VLC")
                .path(path)
                .query(query);
    }
}
