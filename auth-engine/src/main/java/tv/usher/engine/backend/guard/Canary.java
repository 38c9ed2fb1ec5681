package tv.usher.engine.backend.guard;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Reason;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.AnsweredVerdict;
import tv.usher.engine.backend.HttpAuthority;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.Undecided;

/**
 * Usher's own question to a backend, about a token that nobody was given; a good middleware denies it. It is asked now and then, at once
 * when a viewer's question fails or waits for long, and every second while the backend is out. Whoever fails it is out, and so is a
 * middleware that lets it in. Thread-safe; viewers who are known never wait for it.
 */
public final class Canary implements AutoCloseable {

    static final Duration WHILE_OUT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Canary.class);
    private static final Reason LETS_IN = ReasonCode.LETS_ANYBODY_IN.with("it lets a random token in");
    private static final CompletableFuture<Optional<Reason>> NO_PROBLEM =
            CompletableFuture.completedFuture(Optional.empty());

    private final HttpAuthority backend;
    private final CanaryInterval interval;
    private final Duration timeout;
    private final Outage outage;
    private final BackendMetrics metrics;
    private final LongConsumer letsAnybodyIn;
    private final Timer timer;
    private final Clock clock;
    private final long fresh;

    private volatile boolean active;
    private volatile boolean replaced;
    private volatile boolean known;
    private volatile @Nullable Reason problem;
    private volatile boolean fooled; // until the next good one, whatever comes between
    private volatile long lastGood;
    private volatile long lastGoodHeard;
    private volatile long lastInconclusive;
    private volatile @Nullable Long lastAsked;
    private volatile @Nullable Long lastGoodAsked;
    private @Nullable CompletableFuture<Optional<Reason>> underWay;
    private @Nullable Timeout next;

    /**
     * @param timeout       of the backend's questions; a canary has half of it, so that its answer comes within that of the viewer who waits
     * @param letsAnybodyIn is told since when viewers may have been let in by a middleware that lets everybody in
     */
    public Canary(
            HttpAuthority backend,
            CanaryInterval interval,
            Duration timeout,
            Outage outage,
            BackendMetrics metrics,
            LongConsumer letsAnybodyIn,
            Timer timer,
            Clock clock) {
        this.backend = backend;
        this.interval = interval;
        this.timeout = timeout.dividedBy(2);
        this.outage = outage;
        this.metrics = metrics;
        this.letsAnybodyIn = letsAnybodyIn;
        this.timer = timer;
        this.clock = clock;
        this.fresh = Math.min(WHILE_OUT.toNanos(), timeout.toNanos() / 4);
        this.lastGood =
                clock.now() - interval.every().toNanos(); // of the configuration before, or of the process before
        this.lastGoodHeard = lastGood - fresh;
        this.lastInconclusive = clock.now() - WHILE_OUT.toNanos();
    }

    /** Begins to ask, unless it is off. Until then there is no canary. */
    public void start() {
        if (!interval.isOff()) {
            active = true;
            ask();
        }
    }

    /** What operators see of a canary. */
    public enum State {
        /** Nobody asks it. */
        OFF,
        /** No answer has come yet. */
        PENDING,
        GOOD,
        FAILED
    }

    public State state() {
        if (!active) {
            return State.OFF;
        }
        return problem != null ? State.FAILED : lastGoodAsked != null ? State.GOOD : State.PENDING;
    }

    /** Milliseconds of the wall clock since 1970; empty if it was never asked. */
    public Optional<Long> lastAskedAt() {
        return Optional.ofNullable(lastAsked).map(clock::toWall);
    }

    /** When the last good one was asked, as {@link #lastAskedAt}. */
    public Optional<Long> lastGoodAt() {
        return Optional.ofNullable(lastGoodAsked).map(clock::toWall);
    }

    /** False where nobody asks it, so that it shows nothing. */
    boolean isActive() {
        return active;
    }

    /** Why the backend is out; null unless the last canary says so. */
    @Nullable Reason problem() {
        return problem;
    }

    /** True while the backend lets anybody in, so that an allow of it says nothing; also if it can't be asked by now. */
    boolean isFooled() {
        return fooled;
    }

    /** True once a canary has shown whether the backend lets anybody in. */
    boolean isKnown() {
        return known || !active;
    }

    /** A viewer waits for long. */
    public void suspect() {
        check(clock.now() - timeout.toNanos());
    }

    /**
     * Whether the backend is out. One question is asked for all who wait, and none if the last one is recent enough.
     *
     * @param asked when the question was asked that failed
     * @return why it is out; empty if nothing shows that
     */
    CompletableFuture<Optional<Reason>> check(long asked) {
        Reason now = problem != null ? problem : outage.waiting();
        if (now != null) {
            if (problem == null) {
                schedule(); // for when the wait is over
            }
            return CompletableFuture.completedFuture(Optional.of(now));
        }
        if (!active) {
            return NO_PROBLEM;
        }
        boolean recent = clock.now() - lastInconclusive < WHILE_OUT.toNanos() // another one would hardly tell more
                || known && (lastGood - asked >= 0 || clock.now() - lastGoodHeard < fresh);
        if (recent && outage.isOn()) {
            schedule(); // so that the outage ends soon if it was none
        }
        return recent ? NO_PROBLEM : ask();
    }

    private CompletableFuture<Optional<Reason>> ask() {
        CompletableFuture<Optional<Reason>> mine = new CompletableFuture<>();
        synchronized (this) {
            if (underWay != null && problem == null) {
                return underWay;
            }
            underWay = mine;
        }
        long asked = clock.now();
        lastAsked = asked;
        if (problem != null) {
            schedule(); // the next one doesn't wait for this one's answer
        }
        backend.judgeStranger(timeout).whenComplete((answered, failure) -> {
            try {
                if (active && answered != null) {
                    heard(answered, asked);
                }
            } finally {
                synchronized (this) {
                    underWay = underWay == mine ? null : underWay;
                }
                mine.complete(Optional.ofNullable(problem));
                schedule();
            }
        });
        return mine;
    }

    /** Another configuration is in force: from now on it is asked only where a viewer's question calls for it. */
    public synchronized void replaced() {
        replaced = true;
        if (next != null) {
            next.cancel();
        }
    }

    private synchronized void schedule() {
        if (next != null) {
            next.cancel();
        }
        if (active && !replaced) {
            next = timer.newTimeout(due -> ask(), delay().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Duration delay() {
        if (problem != null || outage.isOn()) {
            Duration told = outage.waitLeft();
            return told.compareTo(WHILE_OUT) > 0 ? told : WHILE_OUT;
        }
        return outage.isJustOver() ? Outage.CALM : interval.every();
    }

    private void heard(AnsweredVerdict answered, long asked) {
        Undecided failed = answered.undecided().orElse(null);
        if (failed != null) {
            failed(failed, asked);
        } else if (answered.keepsOut()) {
            good(asked);
        } else if (answered.verdict() instanceof Verdict.Allow) {
            letIn(asked);
        } else {
            canAskNobody();
        }
    }

    private void failed(Undecided failed, long asked) {
        switch (Evidence.of(failed)) {
            case NONE -> inconclusive();
            case OTHERS_ONLY -> isThere(asked);
            default -> {
                count("failed");
                bad(
                        new Reason(
                                failed.reason().code(),
                                "canary: " + failed.reason().text()),
                        asked);
                outage.waitAsTold(failed);
            }
        }
    }

    /** Its plugin has no question about a token that nobody was given. */
    private void canAskNobody() {
        log.warn(
                "backend {}: its plugin can't ask about a random token, so it has no canary: nobody finds out that it lets anybody in",
                backend.name());
        active = false;
        problem = null;
        outage.end();
    }

    /** It answers, but hasn't judged: that ends an outage, and shows nothing of whom it lets in. */
    private void isThere(long asked) {
        inconclusive();
        if (!isFooled() && asked - lastGood >= 0) {
            isBack();
        }
    }

    private void letIn(long asked) {
        count("let_in");
        boolean news = !fooled;
        if (asked - lastGood >= 0) {
            fooled = true;
        }
        bad(letsIn(), asked);
        if (news) {
            letsAnybodyIn.accept(lastGood);
        }
    }

    /** As a probe says it too. */
    public static Reason letsIn() {
        return LETS_IN;
    }

    private void good(long asked) {
        count("good");
        known = true;
        if (asked - lastGood >= 0) {
            lastGood = asked;
            lastGoodHeard = clock.now();
            lastGoodAsked = asked;
            fooled = false;
            outage.canary(null);
            isBack();
        }
    }

    private void isBack() {
        problem = null;
        outage.end();
        outage.tellEnd();
    }

    private void bad(Reason reason, long asked) {
        known = true;
        if (asked - lastGood >= 0) {
            problem = reason;
            outage.canary(reason);
            outage.begin(reason, asked);
        }
    }

    private void inconclusive() {
        count("inconclusive");
        lastInconclusive = clock.now();
    }

    private void count(String result) {
        metrics.canaries.labelValues(backend.name(), result).inc();
    }

    @Override
    public synchronized void close() {
        active = false;
        if (next != null) {
            next.cancel();
        }
    }
}
