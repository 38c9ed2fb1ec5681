package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.TestingAuthority;

class RacingOpinionsMakeOneDecisionTest {

    private static final int ROUNDS = 2_000;
    private static final AccessRequest REQUEST = AccessRequest.builder().build();
    private static final Verdict ALLOW = new Verdict.Allow(Grant.lasting(Duration.ZERO));
    private static final Verdict DENY = new Verdict.Deny("status 403");
    private static final Verdict DOWN = new Verdict.Unavailable("timeout");

    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void anAllowIsNeverLostAmongOthers() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(Combining.ANY_ALLOWS, DENY, ALLOW, DOWN)).isEqualTo(Answer.ALLOW);
        }
    }

    @Test
    void theLastOfManyDenialsEndsTheWaiting() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(Combining.ANY_ALLOWS, DENY, DENY, DENY)).isEqualTo(Answer.DENY);
        }
    }

    @Test
    void oneDenialAmongAllowsIsEnough() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(Combining.ALL_ALLOW, ALLOW, DENY, ALLOW)).isEqualTo(Answer.DENY);
        }
    }

    @Test
    void allAllowsTogetherAllow() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(race(Combining.ALL_ALLOW, ALLOW, ALLOW, ALLOW)).isEqualTo(Answer.ALLOW);
        }
    }

    @Test
    void givingUpWhileOpinionsComeLeavesNothingAsked() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            TestingAuthority first = TestingAuthority.hangs("first", OnUnavailable.DENY);
            TestingAuthority second = TestingAuthority.hangs("second", OnUnavailable.DENY);
            CompletableFuture<Decision> decision =
                    TestingRules.asking(Combining.FIRST_ANSWER, first, second).decide(TestingRequests.of(REQUEST));

            // When
            together(() -> first.asked().get(0).complete(DOWN), () -> decision.cancel(true));

            // Then
            assertThat(decision).isDone();
            assertThat(second.asked()).allMatch(CompletableFuture::isDone);
        }
    }

    private Answer race(Combining combining, Verdict... verdicts) throws Exception {
        // Given
        List<TestingAuthority> authorities = List.of(
                TestingAuthority.hangs("0", OnUnavailable.DENY),
                TestingAuthority.hangs("1", OnUnavailable.DENY),
                TestingAuthority.hangs("2", OnUnavailable.DENY));
        AtomicInteger decisions = new AtomicInteger();
        CompletableFuture<Decision> decision = TestingRules.asking(
                        combining, authorities.toArray(TestingAuthority[]::new))
                .decide(TestingRequests.of(REQUEST));
        decision.thenRun(decisions::incrementAndGet);

        // When
        together(
                () -> authorities.get(0).asked().get(0).complete(verdicts[0]),
                () -> authorities.get(1).asked().get(0).complete(verdicts[1]),
                () -> authorities.get(2).asked().get(0).complete(verdicts[2]));

        // Then
        assertThat(decision).isCompleted();
        assertThat(decisions).hasValue(1);
        assertThat(authorities).allMatch(authority -> authority.asked().get(0).isDone());
        return decision.join().answer();
    }

    private void together(Runnable... actions) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(actions.length);
        CountDownLatch done = new CountDownLatch(actions.length);
        for (Runnable action : actions) {
            threads.execute(() -> {
                try {
                    start.await();
                    action.run();
                } catch (Exception e) {
                    throw new AssertionError(e);
                } finally {
                    done.countDown();
                }
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
