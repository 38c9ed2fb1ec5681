package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/**
 * One request to one address of a backend. It ends once, on any thread: by its response, a failure, a deadline or the caller's cancelling.
 *
 * <p>Giving up never cancels HttpClient's own future, since that loses sockets that are being connected. A connection that carries the
 * request is closed, one that is being connected goes on and is kept for other calls, and what comes next asks here first.
 */
class BackendCall extends CompletableFuture<BackendResponse> implements FutureCallback<Void> {

    private enum Stage {
        QUEUED,
        RESOLVING,
        /** The pool may have to take a connection back first. */
        WAITING,
        CONNECTING,
        CONNECTED,
        /** Perhaps only a part of it. */
        SENT,
        ANSWERED,
        GIVEN_UP
    }

    private final HttpExchange exchange;
    private final Target target;
    private final @Nullable String method;
    private final BackendRequest request;
    private final Duration timeout;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private volatile @Nullable Stage givenUpAt;
    private volatile @Nullable Timeout deadline;
    private volatile @Nullable Timeout connectDeadline;
    private volatile @Nullable Future<?> lease;
    private volatile @Nullable AsyncConnectionEndpoint connection;
    private volatile @Nullable HttpClientContext context;
    private volatile long receivedWhenSent;
    private volatile long turn; // 0 if it didn't wait
    private boolean repeated;

    BackendCall(HttpExchange exchange, Target target, BackendRequest request, Duration timeout) {
        this(exchange, target, null, request, timeout);
    }

    /**
     * @param method null for the request's own
     */
    BackendCall(
            HttpExchange exchange, Target target, @Nullable String method, BackendRequest request, Duration timeout) {
        this.method = method;
        this.exchange = exchange;
        this.target = target;
        this.request = request;
        this.timeout = timeout;
    }

    Target target() {
        return target;
    }

    /**
     * @param within what is left of the timeout
     */
    void begin(Duration within) {
        Duration half = within.dividedBy(2);
        deadline = exchange.after(half, () -> {
            exchange.isSlow();
            deadline = exchange.after(within.minus(half), () -> fail(late()));
            if (stage.get() == Stage.ANSWERED || stage.get() == Stage.GIVEN_UP) {
                cancel(deadline);
            }
        });
        if (isDone()) {
            cancel(deadline); // it has had its turn already
        }
    }

    /** It is its turn, after it has waited. */
    void proceedLater() {
        turn = System.nanoTime();
        proceed();
    }

    void proceed() {
        if (!advance(Stage.QUEUED, Stage.RESOLVING)) {
            return;
        }
        exchange.resolver().addresses(target.host()).whenComplete((found, failure) -> {
            if (failure != null) {
                fail(Failures.unresolved(target.host()));
            } else if (advance(Stage.RESOLVING, Stage.WAITING)) {
                send();
            }
        });
    }

    /** Whoever waited for a place for most of the time says nothing of the backend. */
    private ExchangeFailure late() {
        Stage at = stage.get();
        boolean waits = at == Stage.QUEUED || at == Stage.WAITING;
        return waits || turn != 0 && System.nanoTime() - turn < timeout.toNanos() / 2
                ? Failures.noPlaceWithin(timeout)
                : Failures.noAnswerWithin(timeout);
    }

    private void send() {
        connection = null;
        connectDeadline = null;
        context = HttpClientContext.create();
        context.setUserToken(this);
        exchange.client().execute(this, target.request(method, request), Target.bodyOf(request), context);
    }

    private boolean advance(Stage from, Stage to) {
        return stage.compareAndSet(from, to);
    }

    /** The place in the pool's queue, to be given back. */
    void awaits(Future<?> lease) {
        this.lease = lease;
        if (stage.get() == Stage.GIVEN_UP) {
            lease.cancel(true);
        }
    }

    /** False if nobody needs it any more. */
    boolean leased(AsyncConnectionEndpoint endpoint) {
        connection = endpoint;
        return advance(Stage.WAITING, Stage.CONNECTED);
    }

    /** False if nobody needs it any more. */
    boolean connecting() {
        if (!advance(Stage.CONNECTED, Stage.CONNECTING)) {
            return false;
        }
        Duration connectTimeout = exchange.settings().connectTimeout();
        connectDeadline = exchange.after(connectTimeout, () -> fail(Failures.noConnectionWithin(connectTimeout)));
        return true;
    }

    /** False if nobody needs it any more. */
    boolean connected() {
        cancel(connectDeadline);
        return advance(Stage.CONNECTING, Stage.CONNECTED);
    }

    /** From here on it may be read, and isn't sent to anybody else; if it has ended, it isn't sent. */
    void sending() throws HttpException {
        receivedWhenSent = received();
        if (!advance(Stage.CONNECTED, Stage.SENT)) {
            throw new HttpException("Given up before it was sent");
        }
    }

    /** How many bytes had come over this connection before the request was sent. */
    long receivedWhenSent() {
        return receivedWhenSent;
    }

    /** How many bytes have come over this connection. */
    long received() {
        return Objects.requireNonNull(context).getEndpointDetails().getReceivedBytesCount();
    }

    /** All of the response has come; false if nobody waits for it any more. */
    boolean answered() {
        return advance(Stage.SENT, Stage.ANSWERED);
    }

    /** On the I/O thread: whoever waits goes on here. */
    @Override
    public boolean complete(BackendResponse response) {
        free();
        exchange.work().begin();
        try {
            return super.complete(response);
        } finally {
            exchange.work().end();
        }
    }

    @Override
    public void completed(Void nothing) {}

    /** HttpClient has given the connection back. A kept one may have died of age, and then another one is taken. */
    @Override
    public void failed(Exception cause) {
        if (isKept() && advance(Stage.CONNECTED, Stage.WAITING)) {
            send();
        } else if (mayRepeat(cause) && advance(Stage.SENT, Stage.WAITING)) {
            repeated = true;
            exchange.client().closeIdle();
            send();
        } else if (stage.get() != Stage.GIVEN_UP) {
            exchange.work().begin();
            try {
                fail(failure(cause));
            } finally {
                exchange.work().end();
            }
        }
    }

    @Override
    public void cancelled() {
        failed(new InterruptedException());
    }

    private boolean isKept() {
        return connection != null && connectDeadline == null;
    }

    /** A POST may have effects that a GET hasn't, and is never repeated. */
    private boolean mayRepeat(Exception cause) {
        return exchange.mayRepeat()
                && request.body().isEmpty()
                && !repeated
                && stage.get() == Stage.SENT
                && isKept()
                && received() == receivedWhenSent
                && Failures.isClosed(cause);
    }

    private ExchangeFailure failure(Exception cause) {
        Stage at = Objects.requireNonNull(stage.get());
        if (at == Stage.CONNECTING) {
            exchange.resolver().doubt(target.host());
        }
        return switch (at) {
            case QUEUED, RESOLVING, WAITING -> Failures.closed();
            case CONNECTING ->
                Failures.whileConnecting(
                        cause, target.host(), exchange.settings().connectTimeout());
            case CONNECTED -> Failures.closedEarly();
            default -> Failures.whileAsking(cause, target.host());
        };
    }

    void fail(ExchangeFailure failure) {
        if (giveUp()) {
            boolean own = Failures.mayLackFiles(failure) && exchange.files().haveRunOut();
            completeExceptionally(own ? Failures.outOfFiles() : failure);
        }
    }

    /** As {@link #fail}, if it still waits for its turn, for an address or for a connection. */
    void failIfUnconnected(ExchangeFailure failure) {
        Stage now = stage.get();
        if (now == Stage.QUEUED || now == Stage.RESOLVING || now == Stage.WAITING) {
            fail(failure);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        giveUp();
        return super.cancel(mayInterruptIfRunning);
    }

    private boolean giveUp() {
        Stage before;
        do {
            before = Objects.requireNonNull(stage.get());
            if (before == Stage.ANSWERED || before == Stage.GIVEN_UP) {
                return false;
            }
            givenUpAt = before;
        } while (!advance(before, Stage.GIVEN_UP));
        if (before == Stage.WAITING && lease != null) {
            lease.cancel(true);
        } else if (before == Stage.SENT) {
            Objects.requireNonNull(connection).close(CloseMode.IMMEDIATE);
        }
        free();
        return true;
    }

    private void free() {
        cancel(deadline);
        cancel(connectDeadline);
        exchange.ended(this);
    }

    private static void cancel(@Nullable Timeout timeout) {
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** True if it failed because there was no connection, so that nobody can have read it. Waiting for a place is no such failure. */
    boolean foundNoConnection() {
        Stage at = givenUpAt;
        boolean unsent = at == Stage.RESOLVING || at == Stage.CONNECTING || at == Stage.CONNECTED;
        return unsent && !repeated;
    }

    /** True if it was sent over a connection of its own opening. One that was kept may have died since. */
    boolean hasConnected() {
        return connectDeadline != null && (stage.get() == Stage.ANSWERED || givenUpAt == Stage.SENT);
    }
}
