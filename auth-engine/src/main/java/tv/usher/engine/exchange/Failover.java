package tv.usher.engine.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendResponse;
import tv.usher.engine.util.CancellableFuture;
import tv.usher.engine.util.Clock;

/**
 * One call to a backend of several addresses: where there is no connection, the next one is asked, all within one timeout. A request
 * that may have been read is never repeated, since a token may be good for one time.
 */
final class Failover extends CancellableFuture<BackendResponse> {

    private final AddressHealth health;
    private final Attempts attempts;
    private final Clock clock;
    private final long deadline;
    private final int[] order;
    private int next;

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

    /** Asks an address that nobody depends on, for its health alone. */
    static void probe(AddressHealth health, int address, BackendCall call) {
        call.whenComplete((response, failure) -> note(health, address, call, failure));
    }

    private static void note(AddressHealth health, int address, BackendCall call, @Nullable Throwable failure) {
        if (failure == null || call.hasConnected()) {
            health.connected(address);
        } else if (isUnconnected(call, failure)) {
            health.failed(address, (ExchangeFailure) failure);
        }
    }

    private static boolean isUnconnected(BackendCall call, @Nullable Throwable failure) {
        return failure instanceof ExchangeFailure known && known.isOfTheAddress() && call.foundNoConnection();
    }

    Failover start() {
        askNext();
        return this;
    }

    // One attempt after another, each begun when the one before has ended.
    private void askNext() {
        int address = order[next++];
        BackendCall call = attempts.ask(address, Duration.ofNanos(deadline - clock.now()));
        thenInAnyCase(await(call), (response, failure) -> heard(address, call, response, failure));
    }

    private void heard(int address, BackendCall call, @Nullable BackendResponse response, @Nullable Throwable failure) {
        boolean unconnected = isUnconnected(call, failure);
        if (!isDone() || !unconnected) {
            note(health, address, call, failure);
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
