package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import tv.usher.api.BackendResponse;

/**
 * One question, from asking to its end. It ends once, on any thread: by its answer, a failure, a deadline or the asker's cancelling. What
 * it holds is given back before the {@link CompletableFuture} completes.
 */
final class Question extends PendingAnswer {

    private enum State {
        UNDER_WAY,
        /** Perhaps only a part of it. */
        SENT,
        ANSWERED,
        GIVEN_UP_UNSENT,
        GIVEN_UP_SENT
    }

    private final Target target;
    private final QuestionHead head;
    private final Duration within;
    private final ExchangeSettings settings;
    private final Transport transport;
    private final Timer timer;
    private final QuestionsUnderWay underWay;

    private final AtomicReference<State> state = new AtomicReference<>(State.UNDER_WAY);
    private volatile Timeout deadline;
    private volatile Timeout openingDeadline;
    private volatile Future<?> lease;
    private volatile Opening opening;
    private volatile AsyncConnectionEndpoint connection;

    /**
     * @param within what is left of the settings' timeout
     */
    Question(
            Target target,
            QuestionHead head,
            Duration within,
            ExchangeSettings settings,
            Transport transport,
            Timer timer,
            QuestionsUnderWay underWay) {
        this.target = target;
        this.head = head;
        this.within = within;
        this.settings = settings;
        this.transport = transport;
        this.timer = timer;
        this.underWay = underWay;
    }

    void begin(Addresses addresses) {
        deadline = timer.newTimeout(
                late -> fail(Failures.noAnswerWithin(settings.timeout())), within.toNanos(), TimeUnit.NANOSECONDS);
        addresses.of(target.host()).whenComplete((found, failure) -> {
            if (failure == null) {
                lease();
            } else {
                fail(Failures.unresolved(target.host()));
            }
        });
    }

    private void lease() {
        try {
            lease = transport.lease(target, new Connecting());
            giveBackIfGivenUp();
        } catch (IllegalStateException e) {
            fail(Failures.closed());
        }
    }

    private void open(AsyncConnectionEndpoint endpoint) {
        openingDeadline = timer.newTimeout(
                late -> fail(Failures.noConnectionWithin(settings.connectTimeout())),
                settings.connectTimeout().toNanos(),
                TimeUnit.NANOSECONDS);
        opening = transport.open(target, endpoint, new Connecting());
        giveBackIfGivenUp();
    }

    /** A deadline may end the question at this very moment, and then it mustn't be sent: it may be asked elsewhere. */
    private void send(AsyncConnectionEndpoint endpoint) {
        if (!state.compareAndSet(State.UNDER_WAY, State.SENT)) {
            giveBack();
            return;
        }
        transport.send(endpoint, new AnswerReader(this, head, target.host(), settings.maxAnswer()));
    }

    void succeed(BackendResponse response) {
        if (state.compareAndSet(State.SENT, State.ANSWERED)) {
            deadline.cancel();
            transport.release(connection);
            underWay.remove(this);
            complete(response);
        }
    }

    /** True once it has a connection, or the right to open one. */
    boolean hasConnection() {
        return connection != null;
    }

    /** True if the question failed because there was no connection, so that nobody can have read it. Waiting for a place is no such failure. */
    boolean foundNoConnection() {
        boolean resolving = lease == null;
        return state.get() == State.GIVEN_UP_UNSENT && (resolving || hasConnection());
    }

    /** True if it was sent over a connection of its own opening. One that was kept may have died since. */
    boolean hasConnected() {
        State now = state.get();
        return openingDeadline != null && (now == State.SENT || now == State.ANSWERED || now == State.GIVEN_UP_SENT);
    }

    void fail(ExchangeFailure failure) {
        if (giveUp()) {
            completeExceptionally(failure);
        }
    }

    /**
     * For a kept connection that turns out to be closed before anything was sent. Nothing was asked then, so the question takes another
     * one; that ends, since every such connection leaves the pool. A question that has ended has closed the connection itself.
     */
    void failUnsent(ExchangeFailure failure) {
        if (!state.compareAndSet(State.SENT, State.UNDER_WAY)) {
            return;
        }
        if (openingDeadline == null) {
            AsyncConnectionEndpoint closed = connection;
            connection = null; // else waiting for another would be taken for having found none
            transport.discard(closed);
            lease();
        } else {
            fail(failure);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        giveUp();
        return super.cancel(mayInterruptIfRunning);
    }

    private boolean giveUp() {
        State before;
        do {
            before = state.get();
            if (before != State.UNDER_WAY && before != State.SENT) {
                return false;
            }
        } while (!state.compareAndSet(before, before == State.SENT ? State.GIVEN_UP_SENT : State.GIVEN_UP_UNSENT));
        giveBack();
        underWay.remove(this);
        return true;
    }

    /** Gives back what a step has got while the question ended on another thread; true if it has. */
    private boolean giveBackIfGivenUp() {
        State now = state.get();
        boolean givenUp = now == State.GIVEN_UP_UNSENT || now == State.GIVEN_UP_SENT;
        if (givenUp) {
            giveBack();
        }
        return givenUp;
    }

    /** May run twice. */
    private void giveBack() {
        cancel(deadline);
        cancel(openingDeadline);
        if (lease != null) {
            lease.cancel(true);
        }
        if (opening != null) {
            opening.abort();
        }
        AsyncConnectionEndpoint held = connection;
        if (held != null) {
            transport.discard(held);
        }
    }

    private static void cancel(Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** Goes from the right to a connection to the open connection to the sent question. */
    private final class Connecting implements FutureCallback<AsyncConnectionEndpoint> {

        @Override
        public void completed(AsyncConnectionEndpoint endpoint) {
            connection = endpoint;
            if (giveBackIfGivenUp()) {
                return;
            }
            cancel(openingDeadline);
            try {
                sendOrOpen(endpoint);
            } catch (RuntimeException e) {
                // Closed by another thread in between
                fail(Failures.closedEarly());
            }
        }

        private void sendOrOpen(AsyncConnectionEndpoint endpoint) {
            if (endpoint.isConnected()) {
                send(endpoint);
            } else if (openingDeadline == null) {
                open(endpoint);
            } else {
                fail(Failures.closedEarly());
            }
        }

        @Override
        public void failed(Exception cause) {
            fail(Failures.whileConnecting(cause, target.host(), settings.connectTimeout()));
        }

        @Override
        public void cancelled() {
            fail(Failures.closed());
        }
    }
}
