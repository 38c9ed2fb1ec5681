package tv.usher.engine.backend.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.Exchange;
import tv.usher.engine.exchange.ExchangeFailure;
import tv.usher.engine.util.Clock;

/**
 * Protects a failing backend, and viewers from waiting for it: while the breaker is open, questions fail at once.
 *
 * <p>It guards the exchange and not the authority, so that a backend still abstains from viewers that it can't judge while the breaker is
 * open. Cancelled questions and questions that were never sent don't count.
 */
public final class BreakerExchange implements Exchange {

    private static final ExchangeFailure OPEN = new ExchangeFailure(ExchangeFailure.Kind.OPEN, "breaker open");
    private static final Set<ExchangeFailure.Kind> NOT_ASKED =
            Set.of(ExchangeFailure.Kind.BUSY, ExchangeFailure.Kind.TOLD_TO_WAIT);

    private final Exchange exchange;
    private final CircuitBreaker breaker;
    private final BreakerSettings settings;
    private final Outage outage;

    public BreakerExchange(
            String backend,
            Exchange exchange,
            BreakerSettings settings,
            Outage outage,
            BackendMetrics metrics,
            Clock clock) {
        this.exchange = exchange;
        this.settings = settings;
        this.outage = outage;
        this.breaker = CircuitBreaker.of(backend, config(settings, clock));
        BreakerGauge gauge = new BreakerGauge(backend, metrics);
        gauge.show(breaker.getState());
        breaker.getEventPublisher().onStateTransition(event -> {
            gauge.show(event.getStateTransition().getToState());
            tell(event.getStateTransition());
        });
    }

    /** Uses no feature for which Resilience4j starts a thread. */
    private static CircuitBreakerConfig config(BreakerSettings settings, Clock clock) {
        return CircuitBreakerConfig.custom()
                .clock(new NanoClock(clock))
                .slidingWindow((int) settings.window().toSeconds(), settings.minimum(), SlidingWindowType.TIME_BASED)
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trial())
                .build();
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses) {
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.failedFuture(OPEN);
        }
        CircuitBreaker.State permittedIn = breaker.getState();
        CompletableFuture<BackendResponse> answer;
        try {
            answer = exchange.ask(addresses);
        } catch (Throwable e) { // a permission that isn't given back is lost for ever
            breaker.releasePermission();
            throw e;
        }
        answer.whenComplete((response, failure) -> heard(permittedIn, failure));
        return answer;
    }

    /** A question that began in an earlier state doesn't count in this one: a late timeout doesn't fail a trial. */
    private void heard(CircuitBreaker.State permittedIn, @Nullable Throwable failure) {
        if (breaker.getState() != permittedIn) {
            return;
        }
        if (failure == null) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
        } else if (countsForNothing(failure)) {
            breaker.releasePermission();
        } else {
            breaker.onError(0, TimeUnit.NANOSECONDS, failure);
        }
    }

    private static boolean countsForNothing(Throwable failure) {
        return failure instanceof CancellationException
                || failure instanceof ExchangeFailure known && NOT_ASKED.contains(known.kind());
    }

    private void tell(StateTransition transition) {
        if (transition == StateTransition.CLOSED_TO_OPEN) {
            CircuitBreaker.Metrics figures = breaker.getMetrics();
            outage.notAsked(String.format(
                    "%d of the last %d questions failed; it is tried again every %ds",
                    figures.getNumberOfFailedCalls(),
                    figures.getNumberOfBufferedCalls(),
                    Math.max(1, settings.openFor().toSeconds())));
        } else if (transition == StateTransition.HALF_OPEN_TO_CLOSED) {
            outage.askedAgain();
        }
    }

    @Override
    public boolean isIdle() {
        return exchange.isIdle();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
