package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingSettings;
import tv.usher.engine.util.TestingClock;

class KnownViewersAreNotAskedAboutTest {

    private static final Grant GRANT =
            Grant.lasting(Duration.ofMinutes(3)).user("77").sessionName("anna");
    private static final Verdict ALLOW = new Verdict.Allow(GRANT);
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(ALLOW);
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.DENY, verdict::get);
    private final Decider decider = asking(portal);

    @Test
    void followersOfAGrantedPlaylistCostNoQuestion() {
        // Given
        assertThat(ask("/live/ch1/index.m3u8", "token=T").answer()).isEqualTo(Answer.ALLOW);

        // When
        Decision segment = ask("/live/ch1/v1/seg-1.ts", "");

        // Then
        assertThat(segment.answer()).isEqualTo(Answer.ALLOW);
        assertThat(segment.isKnown()).isTrue();
        assertThat(segment.user()).isEqualTo("77");
        assertThat(segment.sessionName()).isEqualTo("anna");
        assertThat(portal.questions()).hasSize(1);
    }

    @Test
    void anotherChannelAnotherAddressAndAnotherAgentAreOthers() {
        // Given
        ask("/live/ch1/index.m3u8", "token=T");
        verdict.set(DENY);

        // Then
        assertThat(ask("/live/ch2/seg-1.ts", "").answer()).isEqualTo(Answer.DENY);
        assertThat(ask(request("/live/ch1/seg-1.ts", "").clientAddress("203.0.113.8"))
                        .answer())
                .isEqualTo(Answer.DENY);
        assertThat(ask(request("/live/ch1/seg-1.ts", "").userAgent("other")).answer())
                .isEqualTo(Answer.DENY);
        assertThat(ask("/live/ch1/index.m3u8", "token=U").answer()).isEqualTo(Answer.DENY);
        assertThat(ask("/live/seg-1.ts", "").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void grantInTheRootFolderIsNoGrantForAllChannels() {
        // Given
        ask("/list.m3u8", "token=T");
        verdict.set(DENY);

        // Then
        assertThat(ask("/list.m3u8", "token=T").answer()).isEqualTo(Answer.ALLOW);
        assertThat(ask("/ch1/index.m3u8", "token=T").answer()).isEqualTo(Answer.DENY);
        assertThat(ask("/other.m3u8", "").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void endsWithTheGrant() {
        // Given
        ask("/live/ch1/index.m3u8", "token=T");
        verdict.set(DENY);

        // When
        for (int i = 0; i < 5; i++) {
            clock.passes(Duration.ofSeconds(35));
            assertThat(ask("/live/ch1/seg.ts", "").answer()).isEqualTo(Answer.ALLOW);
        }
        clock.passes(Duration.ofSeconds(6));

        // Then
        assertThat(ask("/live/ch1/seg.ts", "").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void endsWhenNobodyAsksForTheIdleTimeout() {
        // Given
        ask("/live/ch1/index.m3u8", "token=T");
        verdict.set(DENY);

        // When
        clock.passes(Duration.ofSeconds(61));

        // Then
        assertThat(ask("/live/ch1/seg.ts", "").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void denialIsRememberedBrieflyAndAnOutageIsNot() {
        // Given
        verdict.set(DENY);
        ask("/live/ch1/index.m3u8", "token=T");

        // When
        ask("/live/ch1/index.m3u8", "token=T");

        // Then
        assertThat(portal.questions()).hasSize(1);
        clock.passes(Duration.ofSeconds(11));
        verdict.set(DOWN);
        ask("/live/ch1/index.m3u8", "token=T");
        verdict.set(ALLOW);
        assertThat(ask("/live/ch1/index.m3u8", "token=T").answer()).isEqualTo(Answer.ALLOW);
        assertThat(portal.questions()).hasSize(3);
    }

    @Test
    void equalQuestionsAtTheSameTimeAreOne() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("slow");
        Decider decider = asking(slow);
        AccessRequest request = request("/live/ch1/index.m3u8", "token=T").build();

        // When
        List<CompletableFuture<Decision>> all =
                List.of(decider.decide(TestingRequests.of(request)), decider.decide(TestingRequests.of(request)));
        slow.asked().get(0).complete(ALLOW);

        // Then
        assertThat(slow.questions()).hasSize(1);
        assertThat(all)
                .allSatisfy(decision ->
                        assertThat(decision).isCompletedWithValueMatching(made -> made.answer() == Answer.ALLOW));
    }

    /** One asker finds nothing in memory, and then nobody to join, since the other was answered in between. */
    @Test
    void equalQuestionsAreOneHoweverCloseTheyAre() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        int rounds = 20_000;
        SessionSettings settings = new TestingSettings().maxSessions(2 * rounds).build(); // one address has half
        Decider decider = asking(settings, portal);
        try {
            for (int i = 0; i < rounds; i++) {
                DecisionRequest decisionRequest = TestingRequests.of(
                        request("/live/ch1/index.m3u8", "token=" + i).build());
                CyclicBarrier start = new CyclicBarrier(2);
                Callable<Decision> ask = () -> {
                    start.await();
                    return decider.decide(decisionRequest).join();
                };
                for (Future<Decision> decision : threads.invokeAll(List.of(ask, ask))) {
                    assertThat(decision.get().answer()).isEqualTo(Answer.ALLOW);
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(portal.asks()).isEqualTo(rounds);
    }

    @Test
    void whoLeavesTakesNobodyAlongAndTheLastOneGivesTheQuestionUp() {
        // Given
        TestingAuthority slow = TestingAuthority.hangs("slow").askedAgain();
        Decider decider = asking(slow);
        AccessRequest request = request("/live/ch1/index.m3u8", "token=T").build();
        CompletableFuture<Decision> leader = decider.decide(TestingRequests.of(request));
        CompletableFuture<Decision> follower = decider.decide(TestingRequests.of(request));

        // When
        leader.cancel(true);

        // Then
        assertThat(slow.asked().get(0)).isNotDone();
        follower.cancel(true);
        assertThat(slow.asked().get(0)).isCancelled();
        assertThat(decider.decide(TestingRequests.of(request))).isNotDone();
        assertThat(slow.questions()).hasSize(2);
    }

    @Test
    void aTokenThatIsUsedUpLetsInWhoLeftAndComesBack() {
        // Given
        TestingAuthority oneTime = TestingAuthority.hangs("one-time");
        Decider decider = asking(oneTime);
        DecisionRequest decisionRequest =
                TestingRequests.of(request("/live/ch1/index.m3u8", "token=T").build());
        decider.decide(decisionRequest).cancel(true);
        CompletableFuture<Decision> backSoon = decider.decide(decisionRequest);
        backSoon.cancel(true);

        // When
        oneTime.asked().get(0).complete(new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));

        // Then
        assertThat(decider.decide(decisionRequest).join().isKnown()).isTrue();
        assertThat(oneTime.questions()).hasSize(1);
    }

    @Test
    void refreshAheadOfTheEndCostsTheViewerNothing() {
        // Given
        portal.askedAgain();
        ask("/live/ch1/index.m3u8", "token=T");
        for (int i = 0; i < 5; i++) {
            clock.passes(Duration.ofSeconds(30));
            ask("/live/ch1/index.m3u8", "token=T");
        }

        // Then
        assertThat(portal.questions()).hasSize(2);
        clock.passes(Duration.ofSeconds(50));
        verdict.set(DENY);
        assertThat(ask("/live/ch1/seg.ts", "").answer()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void refreshThatSaysDenyEndsTheSessionAtTheNextRequest() {
        // Given
        portal.askedAgain();
        ask("/live/ch1/index.m3u8", "token=T");
        for (int i = 0; i < 5; i++) {
            clock.passes(Duration.ofSeconds(29));
            ask("/live/ch1/seg.ts", "");
        }
        verdict.set(DENY);

        // When
        Decision last = ask("/live/ch1/index.m3u8", "token=T");

        // Then
        assertThat(last.answer()).isEqualTo(Answer.ALLOW);
        assertThat(ask("/live/ch1/seg.ts", "").answer()).isEqualTo(Answer.DENY);
        assertThat(ask("/live/ch1/index.m3u8", "token=T").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void knownViewerIsKeptThroughAnOutage() {
        // Given
        portal.askedAgain();
        ask("/live/ch1/index.m3u8", "token=T");
        verdict.set(DOWN);

        // When
        for (int i = 0; i < 25; i++) {
            clock.passes(Duration.ofSeconds(30));
            assertThat(ask("/live/ch1/index.m3u8", "token=T").answer())
                    .as("after %ds", 30 * (i + 1))
                    .isEqualTo(Answer.ALLOW);
        }

        // Then
        clock.passes(Duration.ofSeconds(31));
        assertThat(ask("/live/ch1/index.m3u8", "token=T").answer()).isEqualTo(Answer.DENY);
    }

    private Decision ask(String path, String query) {
        return ask(request(path, query));
    }

    private Decision ask(AccessRequest.Builder request) {
        return decider.decide(TestingRequests.of(request.build())).join();
    }

    private static AccessRequest.Builder request(String path, String query) {
        return AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .userAgent("VLC")
                .path(path)
                .query(query);
    }

    private Decider asking(TestingAuthority... authorities) {
        return asking(TestingSessions.settings(), authorities);
    }

    private Decider asking(SessionSettings settings, TestingAuthority... authorities) {
        Map<String, Authority> byName = new LinkedHashMap<>();
        for (TestingAuthority authority : authorities) {
            byName.put(authority.name(), authority);
        }
        return TestingRules.decider(
                List.of(TestingRules.rule("everyone", List.copyOf(byName.keySet()), Combining.ANY_ALLOWS)),
                TestingContext.remembering(settings, clock.clock()),
                authorities);
    }
}
