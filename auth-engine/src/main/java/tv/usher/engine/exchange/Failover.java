package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import tv.usher.api.BackendResponse;

/**
 * One question to a backend of several addresses: where there is no connection, the next one is asked, all within one timeout. A question
 * that may have been read is never repeated, since a token may be good for one time.
 */
final class Failover extends CompletableFuture<BackendResponse> {

    private final Preference preference;
    private final Attempts attempts;
    private final LongSupplier nanoTime;
    private final long deadline;
    private final int[] order;
    private int next;
    private volatile Question current;

    /** Begins to ask. */
    @FunctionalInterface
    interface Attempts {
        Question ask(int address, Duration within);
    }

    Failover(Preference preference, Attempts attempts, Duration timeout, LongSupplier nanoTime) {
        this.preference = preference;
        this.attempts = attempts;
        this.nanoTime = nanoTime;
        this.deadline = nanoTime.getAsLong() + timeout.toNanos();
        this.order = preference.order();
    }

    Failover start() {
        askNext();
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Question asked = current;
        if (asked != null) {
            asked.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }

    // One attempt after another, each begun when the one before has ended.
    private void askNext() {
        int address = order[next++];
        Question question = attempts.ask(address, Duration.ofNanos(deadline - nanoTime.getAsLong()));
        current = question;
        if (isCancelled()) {
            question.cancel(true);
        }
        question.whenComplete((response, failure) -> {
            try {
                heard(address, question, response, failure);
            } catch (Throwable e) { // those who wait must hear of it
                completeExceptionally(e);
            }
        });
    }

    private void heard(int address, Question question, BackendResponse response, Throwable failure) {
        boolean unconnected = failure instanceof ExchangeFailure && question.foundNoConnection();
        if (failure == null || question.hasConnected()) {
            preference.connected(address);
        } else if (unconnected && !isDone()) {
            preference.failed(address, (ExchangeFailure) failure);
        }
        if (failure == null) {
            complete(response);
        } else if (unconnected && next < order.length && deadline - nanoTime.getAsLong() > 0 && !isDone()) {
            askNext();
        } else {
            completeExceptionally(failure);
        }
    }
}
