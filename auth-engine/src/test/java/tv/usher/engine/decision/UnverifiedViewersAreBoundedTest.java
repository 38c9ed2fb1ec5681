package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class UnverifiedViewersAreBoundedTest {

    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final TestingClock clock = new TestingClock();
    private final AtomicReference<Verdict> verdict = new AtomicReference<>(DOWN);
    private final TestingAuthority portal = TestingAuthority.saying("portal", OnUnavailable.ALLOW, verdict::get);
    private final SessionContext context = TestingContext.remembering(TestingSessions.settings(), clock.clock());
    private final Decider decider = TestingRules.everyoneAsks(context, portal);

    @Test
    void oneMoreThanAllowedIsDeniedAndToldWhy() {
        // Given
        portal.maxUnverified(2);
        assertThat(ask(1, "ch1").isUnverified()).isTrue();
        assertThat(ask(2, "ch1").isUnverified()).isTrue();

        // When
        Decision third = ask(3, "ch1");

        // Then
        assertThat(third.answer()).isEqualTo(Answer.DENY);
        assertThat(third.verdict())
                .isEqualTo(new Verdict.Unavailable(
                        ReasonCode.UNVERIFIED_FULL.with("timeout; as many viewers as allowed are unverified already")));
        assertThat(ask(1, "ch1").isKnown()).as("who is in stays in").isTrue();
    }

    /** T44. */
    @Test
    void oneAddressLeavesPlacesForOthers() {
        // Given
        portal.maxUnverified(4).maxUnverifiedOfAddress(2);

        // When
        List<Answer> guesses = IntStream.range(0, 50)
                .mapToObj(i -> ask("203.0.113.7", "guess" + i, "ch1").answer())
                .toList();
        List<Answer> sameNetwork = IntStream.range(0, 50)
                .mapToObj(i -> ask("2001:db8::" + i, "guess" + i, "ch1").answer())
                .toList();

        // Then
        assertThat(guesses.subList(0, 2)).containsOnly(Answer.ALLOW);
        assertThat(guesses.subList(2, 50)).containsOnly(Answer.DENY);
        assertThat(sameNetwork.subList(0, 2)).containsOnly(Answer.ALLOW);
        assertThat(sameNetwork.subList(2, 50)).containsOnly(Answer.DENY);
    }

    @Test
    void exactlySoManyUnderAnyRace() throws Exception {
        // Given
        portal.maxUnverified(50);
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Callable<Integer>> crowd = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int from = t * 1_000;
            crowd.add(() -> {
                together.await();
                int in = 0;
                for (int i = 0; i < 200; i++) {
                    in += ask(from + i, "ch1").answer() == Answer.ALLOW ? 1 : 0;
                }
                return in;
            });
        }

        // When
        int in = 0;
        for (Future<Integer> one : pool.invokeAll(crowd)) {
            in += one.get();
        }
        pool.shutdown();

        // Then
        assertThat(in).isEqualTo(50);
        assertThat(live()).isEqualTo(50);
    }

    @Test
    void whoChangesTheChannelTakesThePlaceAlong() {
        // Given
        portal.maxUnverified(1);
        ask(1, "ch1");

        // When
        Decision zapped = ask(1, "ch2");

        // Then
        assertThat(zapped.answer()).isEqualTo(Answer.ALLOW);
        assertThat(live()).isEqualTo(1);
        assertThat(ask(2, "ch2").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void whoIsInStaysForKeepKnownAndNoLonger() {
        // Given
        assertThat(ask(1, "ch1").isUnverified()).isTrue();
        portal.maxUnverified(0);

        // Then
        for (int half = 1; half < 20; half++) {
            clock.passes(Duration.ofSeconds(30));
            assertThat(ask(1, "ch1").isKnown()).as("after %ds", 30 * half).isTrue();
        }
        clock.passes(Duration.ofSeconds(31));
        assertThat(ask(1, "ch1").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void whoLeavesGivesThePlaceBack() {
        // Given
        portal.maxUnverified(1);
        ask(1, "ch1");
        clock.passes(Duration.ofMinutes(2));

        // When
        context.sessions().sweeper().sweep();

        // Then
        assertThat(ask(2, "ch1").answer()).isEqualTo(Answer.ALLOW);
        assertThat(ask(1, "ch1").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void whoIsVerifiedNeedsNoPlace() {
        // Given
        portal.maxUnverified(1);
        ask(1, "ch1");
        verdict.set(new Verdict.Allow(Grant.lasting(Duration.ofHours(1))));
        for (int i = 2; i < 10; i++) {
            assertThat(ask(i, "ch1").answer()).isEqualTo(Answer.ALLOW);
        }

        // Then
        verdict.set(DOWN);
        assertThat(ask(20, "ch1").answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void whoCannotBeKnownAgainIsNotLetInUnderABound() {
        // Given
        AccessRequest nobody =
                AccessRequest.builder().path("/live/ch1/index.m3u8").build();
        assertThat(decide(nobody).answer()).as("without a bound").isEqualTo(Answer.ALLOW);

        // When
        portal.maxUnverified(10);

        // Then
        assertThat(decide(nobody).answer()).isEqualTo(Answer.DENY);
    }

    @Test
    void nobodyIsLetInOnceTheTimeIsOver() {
        // Given
        ask(1, "ch1");

        // When
        portal.maxUnverified(0);

        // Then
        assertThat(ask(2, "ch1").verdict())
                .isEqualTo(new Verdict.Unavailable(
                        ReasonCode.UNVERIFIED_OVER.with("timeout; nobody is let in unverified any more")));
        assertThat(ask(1, "ch1").answer()).isEqualTo(Answer.ALLOW);
    }

    private int live() {
        int[] live = new int[1];
        context.sessions().live().forEach(session -> live[0]++);
        return live[0];
    }

    private Decision ask(int viewer, String channel) {
        return ask("10.0." + viewer / 250 + "." + viewer % 250, "T" + viewer, channel);
    }

    private Decision ask(String address, String token, String channel) {
        return decide(AccessRequest.builder()
                .clientAddress(address)
                .userAgent("VLC")
                .path("/live/" + channel + "/index.m3u8")
                .query("token=" + token)
                .build());
    }

    private Decision decide(AccessRequest request) {
        return decider.decide(TestingRequests.of(request)).join();
    }
}
