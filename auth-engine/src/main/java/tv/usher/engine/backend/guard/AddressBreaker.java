package tv.usher.engine.backend.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import tv.usher.api.Reason;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.ReasonCode;

/**
 * Says that a backend is out when questions about viewers of several addresses fail, whatever its canary says: it may be broken for real
 * tokens only. What one address sends opens nothing, and keeps nothing open.
 *
 * <p>Each address has a slot, chosen by its hash, that keeps how its latest question ended. Addresses that share one slot count as one, so
 * that the proportion stays right. One that is off stays closed, and no metric tells of it. Thread-safe, without a lock or an allocation.
 */
final class AddressBreaker {

    private static final int SLOTS = 4096;
    private static final long NEVER = Long.MIN_VALUE;
    private static final int TRIED = 1;
    private static final int PASSED = 2;
    private static final int REFUSED = 3;

    /** A failure of so few addresses may be their own. */
    private static final int LONE = 1;

    private static final Exception FAILED = new Exception("failed");

    private final BreakerSettings settings;
    private final Clock clock;
    private final long began;
    private final CircuitBreaker breaker;
    private final BackendGauges gauges;
    private final AtomicIntegerArray latest = new AtomicIntegerArray(SLOTS);
    private final AtomicIntegerArray trials = new AtomicIntegerArray(SLOTS);

    /** When the trial ends. Whatever has been answered by then decides. {@link #NEVER} while there is no trial. */
    private final AtomicLong roundEnds = new AtomicLong(NEVER);

    private volatile long triesFrom;

    AddressBreaker(String backend, BreakerSettings settings, BackendMetrics metrics, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.began = clock.now();
        this.breaker = CircuitBreaker.of(backend, config(settings, clock));
        this.gauges = metrics.gauges;
        if (settings.enabled()) {
            gauges.breakerIs(backend, breaker.getState());
        }
        breaker.getEventPublisher().onStateTransition(event -> changed());
    }

    /** Its state is asked for, since transitions of several threads may be told in another order than they happened in. */
    private synchronized void changed() {
        State state = breaker.getState();
        if (state == State.HALF_OPEN) {
            roundEnds.set(inAWhile()); // others may try already: no trial is forgotten here
        } else {
            triesFrom = inAWhile();
            roundEnds.set(NEVER);
            clear(trials);
            clear(latest);
        }
        gauges.breakerIs(breaker.getName(), state);
    }

    /** The closed breaker counts nothing, since addresses are counted here. Uses no feature for which Resilience4j starts a thread. */
    private static CircuitBreakerConfig config(BreakerSettings settings, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(new NanoClock(clock))
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trial())
                .build();
    }

    private static void clear(AtomicIntegerArray slots) {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, 0);
        }
    }

    boolean isOpen() {
        settle();
        return breaker.getState() != State.CLOSED;
    }

    /** True until some may try. */
    boolean letsNobodyTry() {
        settle();
        return breaker.getState() == State.OPEN;
    }

    /** True if it is tried, and the question of that address alone has failed. */
    boolean failsAlone(int address) {
        return breaker.getState() == State.HALF_OPEN && trials.get(slot(address)) == REFUSED && trials(REFUSED) <= LONE;
    }

    /** Why nobody is asked but those who try it. */
    Reason reason() {
        return ReasonCode.BREAKER_OPEN.with("questions of several client addresses failed; it is tried again every "
                + Math.max(1, settings.openFor().toSeconds()) + "s");
    }

    /** Whether a viewer of that address may be asked about now. While it is tried, one question of each address counts. */
    boolean permits(int address) {
        settle();
        if (breaker.getState() == State.CLOSED) {
            return true;
        }
        int slot = slot(address);
        int trial = trials.get(slot);
        if (trial != 0 || !breaker.tryAcquirePermission()) {
            return trial == PASSED;
        }
        if (trials.compareAndSet(slot, 0, TRIED)) {
            return true;
        }
        breaker.releasePermission(); // another question of that address tries
        return trials.get(slot) == PASSED;
    }

    /** What {@link #permits} would say now. */
    boolean wouldPermit(int address) {
        int trial = trials.get(slot(address));
        return switch (breaker.getState()) {
            case OPEN -> clock.now() - triesFrom >= 0;
            case HALF_OPEN -> isRoundOver() || trial == PASSED || trial == 0 && tries() < settings.trial();
            default -> true;
        };
    }

    private int tries() {
        return trials(TRIED) + trials(PASSED) + Math.max(0, trials(REFUSED) - LONE);
    }

    private int trials(int wanted) {
        int found = 0;
        for (int i = 0; i < SLOTS; i++) {
            found += trials.get(i) == wanted ? 1 : 0;
        }
        return found;
    }

    /** Where fewer addresses ask than may try, those who did decide; unless they passed, all may try again. */
    private void settle() {
        long ends = roundEnds.get();
        if (!isOver(ends) || !roundEnds.compareAndSet(ends, inAWhile()) || breaker.getState() != State.HALF_OPEN) {
            return;
        }
        if (havePassed()) {
            breaker.transitionToClosedState();
        } else {
            clear(trials);
            breaker.transitionToHalfOpenState();
        }
    }

    private boolean isRoundOver() {
        return isOver(roundEnds.get());
    }

    private boolean isOver(long ends) {
        return ends != NEVER && clock.now() - ends >= 0;
    }

    private long inAWhile() {
        return clock.now() + settings.openFor().toNanos();
    }

    private boolean havePassed() {
        return trials(PASSED) > 0 && trials(REFUSED) <= LONE;
    }

    void answered(int address) {
        int slot = slot(address);
        latest.lazySet(slot, second() << 1);
        if (breaker.getState() == State.HALF_OPEN && trials.compareAndSet(slot, TRIED, PASSED)) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        }
    }

    /** True if this opens the breaker. */
    boolean failed(int address) {
        int slot = slot(address);
        latest.lazySet(slot, second() << 1 | 1);
        State state = breaker.getState();
        if (state == State.HALF_OPEN && trials.compareAndSet(slot, TRIED, REFUSED)) {
            return trialFailed();
        }
        if (state == State.CLOSED && settings.enabled() && tooManyFail()) {
            breaker.transitionToOpenState();
            return true;
        }
        return false;
    }

    private boolean trialFailed() {
        int failing = trials(REFUSED);
        if (areTooMany(failing, failing + trials(PASSED))) {
            breaker.transitionToOpenState();
            return true;
        }
        if (failing <= LONE) {
            breaker.releasePermission(); // another may try in its place
        } else {
            breaker.onError(0, TimeUnit.NANOSECONDS, FAILED);
        }
        return false;
    }

    /** The question says nothing of the backend, or was given up. */
    void released(int address) {
        if (breaker.getState() == State.HALF_OPEN && trials.compareAndSet(slot(address), TRIED, 0)) {
            breaker.releasePermission();
        }
    }

    private boolean tooManyFail() {
        int oldest = second() - (int) settings.window().toSeconds();
        int asked = 0;
        int failing = 0;
        for (int i = 0; i < SLOTS; i++) {
            int seen = latest.get(i);
            if (seen != 0 && seen >> 1 > oldest) {
                asked++;
                failing += seen & 1;
            }
        }
        return areTooMany(failing, asked);
    }

    private boolean areTooMany(int failing, int asked) {
        return failing >= settings.minimum() && failing * 100 >= settings.failureRate() * asked;
    }

    /** From 1. */
    private int second() {
        return 1 + (int) TimeUnit.NANOSECONDS.toSeconds(clock.now() - began);
    }

    private static int slot(int address) {
        return (address ^ address >>> 12 ^ address >>> 24) & SLOTS - 1;
    }
}
