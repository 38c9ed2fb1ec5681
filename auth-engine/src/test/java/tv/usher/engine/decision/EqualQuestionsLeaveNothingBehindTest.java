package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.TestingAuthority;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.TestingStore;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** T23: who asks the same at the same time gets the same answer, nobody waits for one who left, and nothing stays of it. */
class EqualQuestionsLeaveNothingBehindTest {

    private static final Key KEY = new Key(1, 1);
    private static final Key OTHER = new Key(1, 2);
    private static final int ROUNDS = 3_000;

    private final Coalescer questions = new Coalescer();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger coalesced = new AtomicInteger();

    @Test
    void otherKeyNeverShares() {
        // Given
        CompletableFuture<Decision> hung = new CompletableFuture<>();
        CompletableFuture<Decision> first = join(KEY, () -> hung);

        // When
        CompletableFuture<Decision> other = join(OTHER, () -> CompletableFuture.completedFuture(decision("other")));

        // Then
        assertThat(other.join().rule()).isEqualTo("other");
        assertThat(first).isNotDone();
        assertThat(coalesced).hasValue(0);
    }

    @Test
    void followerOfAHungLeaderLeavesAtItsOwnDeadline() {
        // Given
        CompletableFuture<Decision> hung = new CompletableFuture<>();
        CompletableFuture<Decision> leader = join(KEY, () -> hung);
        CompletableFuture<Decision> follower = join(KEY, () -> hung);

        // When
        follower.cancel(true);

        // Then
        assertThat(follower).isCancelled();
        assertThat(hung).isNotDone();
        hung.complete(decision("late"));
        assertThat(leader.join().rule()).isEqualTo("late");
        assertNothingIsLeft();
    }

    @Test
    void leaderThatLeavesTakesNobodyAlong() {
        // Given
        CompletableFuture<Decision> slow = new CompletableFuture<>();
        CompletableFuture<Decision> leader = join(KEY, () -> slow);
        CompletableFuture<Decision> follower = join(KEY, () -> slow);

        // When
        leader.cancel(true);
        leader.cancel(true);

        // Then
        slow.complete(decision("answer"));
        assertThat(follower.join().rule()).isEqualTo("answer");
        assertNothingIsLeft();
    }

    @Test
    void failureReachesAllWhoWait() {
        // Given
        CompletableFuture<Decision> failing = new CompletableFuture<>();
        List<CompletableFuture<Decision>> all =
                List.of(join(KEY, () -> failing), join(KEY, () -> failing), join(KEY, () -> failing));

        // When
        failing.completeExceptionally(new IllegalStateException("a bug"));

        // Then
        assertThat(all)
                .allSatisfy(each -> assertThatThrownBy(each::join)
                        .isInstanceOf(CompletionException.class)
                        .hasRootCauseMessage("a bug"));
        assertNothingIsLeft();
    }

    @Test
    void asksThatThrowAreFailures() {
        // When
        CompletableFuture<Decision> thrown = join(KEY, () -> {
            throw new StackOverflowError("a bug");
        });

        // Then
        assertThatThrownBy(thrown::join).hasRootCauseMessage("a bug");
        assertNothingIsLeft();
    }

    @Test
    void lastOneToLeaveGivesTheQuestionUpAndTheNextIsAskedAnew() {
        // Given
        CompletableFuture<Decision> hung = new CompletableFuture<>();
        CompletableFuture<Decision> leader = join(KEY, () -> hung);
        CompletableFuture<Decision> follower = join(KEY, () -> hung);

        // When
        leader.cancel(true);
        follower.cancel(true);

        // Then
        assertThat(hung).isCancelled();
        assertNothingIsLeft();
    }

    @Test
    void whoeverJoinsLeavesAndAnswersAtOnceEverybodyHearsSomething() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                // Given
                CompletableFuture<Decision> answer = new CompletableFuture<>();
                Supplier<CompletableFuture<Decision>> ask = () -> {
                    asked.incrementAndGet();
                    return answer;
                };
                CompletableFuture<Decision> first = join(KEY, ask);
                Decision decision = decision("round " + round);

                // When
                List<CompletableFuture<Decision>> all = together(
                        threads,
                        List.of(
                                () -> {
                                    first.cancel(true);
                                    return first;
                                },
                                () -> join(KEY, ask),
                                () -> {
                                    CompletableFuture<Decision> impatient = join(KEY, ask);
                                    impatient.cancel(true);
                                    return impatient;
                                },
                                () -> {
                                    answer.complete(decision);
                                    return answer;
                                }));

                // Then
                assertThat(all).as("round %d", round).allMatch(CompletableFuture::isDone);
                CompletableFuture<Decision> patient = all.get(1);
                assertThat(patient.isCancelled() && answer.isCancelled() || patient.join() == decision)
                        .as("round %d", round)
                        .isTrue();
                assertNothingIsLeft();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** While a store tells who was known before, newcomers wait who are counted among those. */
    @Test
    void aQuestionThatIsGivenUpTakesNothingFromTheOneThatFollows() {
        // Given
        TestingStore store = new TestingStore();
        store.restoreLater();
        SessionContext context =
                TestingContext.remembering(TestingSessions.settings(), new TestingClock().clock(), store);
        Verdict allow = new Verdict.Allow(
                Grant.lasting(Duration.ofMinutes(30)).user("77").maxSessions(1));
        Decider decider = TestingRules.everyoneAsks(
                context, TestingAuthority.says("portal", allow).askedAgain());
        DecisionRequest request = TestingRequests.of(
                AccessRequest.builder().session("s1").channel("sport").build());
        CompletableFuture<Decision> givenUp = decider.decide(request);
        givenUp.cancel(true);
        CompletableFuture<Decision> next = decider.decide(request);
        assertThat(next).isNotDone();

        // When
        store.restoreAll();

        // Then
        assertThat(next.join().answer()).isEqualTo(Answer.ALLOW);
        assertThat(decider.decide(request).join().isKnown()).isTrue();
    }

    private void assertNothingIsLeft() {
        CompletableFuture<Decision> next = join(KEY, () -> CompletableFuture.completedFuture(decision("next")));
        assertThat(next).isDone();
        assertThat(next.join().rule()).isEqualTo("next");
    }

    private CompletableFuture<Decision> join(Key key, Supplier<CompletableFuture<Decision>> ask) {
        return questions.join(key, ask, coalesced::incrementAndGet, false);
    }

    private static Decision decision(String rule) {
        return Decision.allowedBy(rule);
    }

    private static List<CompletableFuture<Decision>> together(
            ExecutorService threads, List<Callable<CompletableFuture<Decision>>> tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<Future<CompletableFuture<Decision>>> begun = new ArrayList<>();
        for (Callable<CompletableFuture<Decision>> task : tasks) {
            begun.add(threads.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        List<CompletableFuture<Decision>> done = new ArrayList<>();
        for (Future<CompletableFuture<Decision>> each : begun) {
            done.add(each.get(30, TimeUnit.SECONDS));
        }
        return done;
    }
}
