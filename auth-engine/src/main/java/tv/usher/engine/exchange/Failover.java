package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendResponse;
import tv.usher.engine.util.Clock;

/**
 * One call to a backend of several addresses: where there is no connection, the next one is asked, all within one timeout. A request
 * that may have been read is never repeated, since a token may be good for one time.
 */
final class Failover extends CompletableFuture<BackendResponse> {

    private final AddressHealth health;
    private final Attempts attempts;
    private final Clock clock;
    private final long deadline;
    private final int[] order;
    private int next;
    private volatile @Nullable BackendCall current;

    /** Begins to ask. */
    @FunctionalInterface
    interface Attempts {
        BackendCall ask(int address, Duration within);
    }

    Failover(AddressHealth health, Attempts attempts, Duration timeout, Clock clock) {
        this.health = health;
        this.attempts = attempts;
        this.clock = clock;
        this.deadline = clock.now() + timeout.toNanos();
        this.order = health.order();
    }

    Failover start() {
        askNext();
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        BackendCall asked = current;
        if (asked != null) {
            asked.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }

    // One attempt after another, each begun when the one before has ended.
    private void askNext() {
        int address = order[next++];
        BackendCall call = attempts.ask(address, Duration.ofNanos(deadline - clock.now()));
        current = call;
        if (isCancelled()) {
            call.cancel(true);
        }
        call.whenComplete((response, failure) -> {
            try {
                heard(address, call, response, failure);
            } catch (Throwable e) { // those who wait must hear of it
                completeExceptionally(e);
            }
        });
    }

    private void heard(int address, BackendCall call, BackendResponse response, Throwable failure) {
        boolean unconnected = failure instanceof ExchangeFailure known
                && known.kind() != ExchangeFailure.Kind.OUR_MACHINE
                && call.foundNoConnection();
        if (failure == null || call.hasConnected()) {
            health.connected(address);
        } else if (unconnected && !isDone()) {
            health.failed(address, (ExchangeFailure) failure);
        }
        if (failure == null) {
            complete(response);
        } else if (unconnected && next < order.length && deadline - clock.now() > 0 && !isDone()) {
            askNext();
        } else {
            completeExceptionally(failure);
        }
    }
}
