package tv.usher.engine.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Undecided;

/**
 * What every {@link Authority} keeps. Extend it beside the authority's other tests, and say which authority to check.
 *
 * @param <A> the authority; {@code ContractsAreKeptByAllTest} finds by it which ones are checked
 */
@Timeout(60)
public abstract class AuthorityContract<A extends Authority> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * A request, and the verdict on it.
     *
     * @param authority fresh, so that nobody has asked it before
     */
    public record Case<A extends Authority>(A authority, AccessRequest request, Verdict verdict) {}

    /**
     * An authority that doesn't answer this request.
     *
     * @param underneath what it has asked so far to be able to answer, as it was handed out
     */
    public record Hanging<A extends Authority>(
            A authority, AccessRequest request, Supplier<? extends List<? extends CompletableFuture<?>>> underneath) {}

    /**
     * An authority whose code or neighbour has a bug.
     *
     * @param bug in words
     */
    public record Broken<A extends Authority>(String bug, A authority) {}

    /** At least one for each verdict that it can give. Made anew by each call. */
    protected abstract List<Case<A>> cases();

    /** Verdicts that it never gives, whatever happens. */
    protected Set<Class<? extends Verdict>> neverGiven() {
        return Set.of();
    }

    /** Empty if nobody else is asked. Made anew by each call. */
    protected abstract Optional<Hanging<A>> hanging();

    /** In each way in which what isn't the engine's own can be wrong; none if all is its own. */
    protected Stream<Broken<A>> broken() {
        return Stream.empty();
    }

    /** What it has counted, bound, asked or told so far, as far as it can be seen from outside; of all made since the test began. */
    protected Object traces() {
        return "";
    }

    /** How often an operator looks; more often than what it would take to get banned. */
    protected int looks() {
        return 30;
    }

    // Verdicts

    @Test
    void theFourVerdictsStayApart() {
        List<Case<A>> cases = cases();

        for (Case<A> it : cases) {
            assertThat(it.authority().judge(it.request()))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(it.verdict());
        }
        Set<Class<?>> given = cases.stream().map(it -> it.verdict().getClass()).collect(Collectors.toSet());
        Set<Class<?>> all = Stream.of(
                        Verdict.Allow.class, Verdict.Deny.class, Verdict.Abstain.class, Verdict.Unavailable.class)
                .filter(verdict -> !neverGiven().contains(verdict))
                .collect(Collectors.toSet());
        assertThat(given).isEqualTo(all);
    }

    @Test
    void operatorsAreToldTheSameVerdict() {
        for (Case<A> it : cases()) {
            Optional<Verdict> foretold = foretold(it);
            assertThat(it.authority().judgeWithAnswer(it.request()))
                    .succeedsWithin(PATIENCE)
                    .satisfies(answered ->
                            assertThat(foretold.orElse(answered.verdict())).isEqualTo(it.verdict()))
                    .satisfies(answered -> assertThat(answered.answer()).isNotNull());
        }
    }

    @Test
    void whatIsForetoldComesTrue() {
        for (Case<A> it : cases()) {
            Preview preview = it.authority().preview(it.request());

            assertThat(foretold(it).orElse(it.verdict())).isEqualTo(it.verdict());
            assertThat(preview.said().isPresent() && !preview.requests().isEmpty())
                    .as("decided, and asks all the same")
                    .isFalse();
        }
    }

    private static Optional<Verdict> foretold(Case<?> it) {
        return it.authority().preview(it.request()).said().map(AnsweredVerdict::verdict);
    }

    @Test
    void nameAndOutageAreToldAtAnyTime() {
        for (Case<A> it : cases()) {
            assertThat(it.authority().name()).isNotBlank();
            assertThat(it.authority().onUnavailable()).isNotNull();
            assertThat(it.authority().maxUnverified()).isNotNegative();
            boolean canAskAgain = it.authority().canAskAgain();
            boolean out = it.authority().isOut();
            it.authority().judge(it.request()).join();
            assertThat(it.authority().canAskAgain()).isEqualTo(canAskAgain);
            assertThat(out).isFalse();
        }
    }

    // Traces

    @Test
    void aPreviewLeavesNoTrace() {
        leavesNoTrace(Authority::preview);
        hanging().ifPresent(it -> {
            it.authority().preview(it.request());
            assertThat(it.underneath().get()).as("whom it asked").isEmpty();
        });
    }

    @Test
    void anOperatorsQuestionBindsBansAndCountsNobody() {
        leavesNoTrace((authority, request) -> {
            authority.judgeWithAnswer(request).join();
            return "";
        });
    }

    private interface Look {
        Object at(Authority authority, AccessRequest request);
    }

    private void leavesNoTrace(Look look) {
        for (Case<A> it : cases()) {
            Object before = traces();

            for (int i = 0; i < looks(); i++) {
                look.at(it.authority(), fromElsewhere(it.request()));
                look.at(it.authority(), it.request());
            }

            assertThat(traces()).isEqualTo(before);
            assertThat(it.authority().judge(it.request()))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(it.verdict());
        }
    }

    private static AccessRequest fromElsewhere(AccessRequest request) {
        return AccessRequest.builder()
                .clientAddress("198.51.100.99")
                .channel("another")
                .path("/another/index.m3u8")
                .userAgent(request.userAgent())
                .query(request.query())
                .build();
    }

    // Giving up

    @Test
    void givingUpGivesUpWhatIsUnderneath() {
        givesUp(authority -> authority::judge);
    }

    @Test
    void anOperatorWhoGivesUpGivesUpWhatIsUnderneath() {
        givesUp(authority -> authority::judgeWithAnswer);
    }

    private void givesUp(Function<Authority, Function<AccessRequest, CompletableFuture<?>>> judge) {
        hanging().ifPresent(it -> {
            // Given
            CompletableFuture<?> first = judge.apply(it.authority()).apply(it.request());
            CompletableFuture<?> second = judge.apply(it.authority()).apply(it.request());
            CompletableFuture<Void> told = new CompletableFuture<>();
            first.whenComplete((verdict, failure) -> told.complete(null));
            assertThat(first).isNotDone();
            assertThat(it.underneath().get()).isNotEmpty().noneMatch(CompletableFuture::isDone);

            // When
            first.cancel(true);

            // Then
            assertThat(told).as("whoever waits hears of it").succeedsWithin(PATIENCE);
            assertThatThrownBy(first::join).isInstanceOf(CancellationException.class);
            assertThat(it.underneath().get().get(0)).isCancelled();
            assertThat(second).as("another's question").isNotDone();
            second.cancel(false);
            assertThat(it.underneath().get()).allMatch(CompletableFuture::isCancelled);
        });
    }

    @Test
    void givingUpTwiceOrTooLateHarmsNothing() {
        for (Case<A> it : cases()) {
            CompletableFuture<Verdict> verdict = it.authority().judge(it.request());
            assertThat(verdict).succeedsWithin(PATIENCE);

            verdict.cancel(true);
            it.authority().judge(it.request()).cancel(true);

            assertThat(verdict.join()).isEqualTo(it.verdict());
            assertThat(it.authority().judge(it.request()))
                    .succeedsWithin(PATIENCE)
                    .isEqualTo(it.verdict());
        }
    }

    // Whatever comes

    @Test
    void noRequestMakesItFail() {
        A authority = cases().get(0).authority();
        for (AccessRequest request : HostileAccessRequests.all()) {
            Preview preview = authority.preview(request);
            assertThat(preview).isNotNull();
            assertThat(heard(authority.judge(request))).satisfies(AuthorityContract::isTold);
            assertThat(authority.judgeWithAnswer(request))
                    .succeedsWithin(PATIENCE)
                    .satisfies(answered -> isTold(answered.verdict()));
        }
    }

    @TestFactory
    Stream<DynamicTest> noBugMakesItFail() {
        return broken().map(it -> DynamicTest.dynamicTest(it.bug(), () -> {
            AccessRequest request = cases().get(0).request();
            A authority = it.authority();

            assertThat(authority.preview(request)).isNotNull();
            authority.canAskAgain();
            assertThat(authority.judge(request))
                    .as("nobody is let in or kept out by a bug, and it is no outage")
                    .failsWithin(PATIENCE);
            isTold(heard(authority.judge(request)));
            assertThat(authority.judgeWithAnswer(request))
                    .succeedsWithin(PATIENCE)
                    .satisfies(answered -> isTold(answered.verdict()))
                    .satisfies(answered -> assertThat(answered.undecided()).isPresent());
        }));
    }

    /** The verdict; unavailable if the question failed. */
    private static Verdict heard(CompletableFuture<Verdict> verdict) {
        return verdict.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(failure -> new Verdict.Unavailable(Undecided.reasonOf(failure)))
                .join();
    }

    private static void isTold(Verdict verdict) {
        assertThat(verdict).isNotNull();
        assertThat(VerdictText.why(verdict))
                .as("a short sentence that quotes nobody")
                .matches("\\P{Cntrl}{0,300}")
                .doesNotContain(HostileAccessRequests.SECRET);
    }

    @Test
    void manyMayAskAtOnce() throws InterruptedException {
        List<Case<A>> cases = cases();
        List<Throwable> wrong = new CopyOnWriteArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    try {
                        begin.await();
                        for (int i = 0; i < 20; i++) {
                            askAll(cases);
                        }
                    } catch (Throwable e) {
                        wrong.add(e);
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(wrong).isEmpty();
    }

    private void askAll(List<Case<A>> cases) throws Exception {
        List<CompletableFuture<Verdict>> asked = new ArrayList<>();
        for (Case<A> it : cases) {
            it.authority().preview(it.request());
            asked.add(it.authority().judge(it.request()));
            it.authority().judge(it.request()).cancel(true);
        }
        for (int i = 0; i < cases.size(); i++) {
            assertThat(asked.get(i).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isEqualTo(cases.get(i).verdict());
        }
    }
}
