package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;

/**
 * One request to one address of a backend. It ends once, on any thread: by its response, a failure, a deadline or the caller's cancelling.
 *
 * <p>Giving up never cancels HttpClient's own future, since that loses sockets that are being connected. A connection that carries the
 * request is closed, one that is being connected goes on and is kept for other calls. The call has its place until HttpClient is done.
 */
final class BackendCall extends CompletableFuture<BackendResponse> implements FutureCallback<BackendResponse> {

    private enum Stage {
        QUEUED,
        RESOLVING,
        CONNECTING,
        CONNECTED,
        /** Perhaps only a part of it. */
        SENT,
        OVER
    }

    private final HttpExchange exchange;
    private final String method;
    private final BackendRequest request;
    private final Duration timeout;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private volatile Stage reached = Stage.QUEUED; // before it was over
    private volatile @Nullable Timeout deadline;
    private volatile @Nullable AsyncExecRuntime connection;
    private volatile @Nullable EndpointDetails traffic;
    private volatile long receivedBefore;
    private volatile long turn; // 0 if it didn't wait
    private boolean repeated;
    private boolean mayBeRead;

    BackendCall(HttpExchange exchange, String method, BackendRequest request, Duration timeout) {
        this.exchange = exchange;
        this.method = method;
        this.request = request;
        this.timeout = timeout;
    }

    String method() {
        return method;
    }

    BackendRequest request() {
        return request;
    }

    private String host() {
        return BackendClient.host(request.endpoint());
    }

    /**
     * @param within what is left of the timeout
     */
    void begin(Duration within) {
        Duration half = within.dividedBy(2);
        deadline = exchange.after(half, () -> {
            deadline = exchange.after(within.minus(half), () -> fail(late()));
            if (stage.get() == Stage.OVER) {
                cancelDeadline();
            }
            exchange.slow.run();
        });
        if (stage.get() == Stage.OVER) {
            cancelDeadline(); // it has had its turn already
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
        exchange.resolver.addresses(host()).whenComplete((found, failure) -> {
            if (failure != null) {
                fail(ExchangeFailure.unresolved(host()));
            } else if (advance(Stage.RESOLVING, Stage.CONNECTING)) {
                send();
            }
        });
    }

    private void send() {
        try {
            exchange.client().execute(this);
        } catch (Throwable e) {
            broken(e);
        }
    }

    /** By a bug, a plugin's nonsense, or an {@link Error}: no sign that the backend is out. */
    void broken(Throwable why) {
        exchange.ended(this);
        if (giveUp()) {
            completeExceptionally(why);
        }
    }

    private boolean advance(Stage from, Stage to) {
        return stage.compareAndSet(from, to);
    }

    /** False if nobody needs the connection any more. */
    boolean connected(AsyncExecRuntime kept) {
        connection = kept;
        return advance(Stage.CONNECTING, Stage.CONNECTED);
    }

    /** From here on it may be read, and isn't sent to anybody else; if it has ended, it isn't sent. */
    void sending(EndpointDetails over) throws HttpException {
        traffic = over;
        receivedBefore = over.getReceivedBytesCount();
        if (!advance(Stage.CONNECTED, Stage.SENT)) {
            throw new HttpException("Given up before it was sent");
        }
        mayBeRead = true;
    }

    /** How many bytes had come over this connection before the request was sent; 0 if it is a new one. */
    long receivedBefore() {
        return receivedBefore;
    }

    /** On the I/O thread, after HttpClient has given the connection back: whoever waits goes on here. */
    @Override
    public void completed(BackendResponse response) {
        boolean inTime = advance(Stage.SENT, Stage.OVER);
        exchange.ended(this);
        if (inTime) {
            reached = Stage.SENT;
            exchange.atWork(() -> complete(response));
            cancelDeadline();
        }
    }

    /** As {@link #completed}. A kept connection may have died of age, and then another one is taken. */
    @Override
    public void failed(Exception cause) {
        Stage at = Objects.requireNonNull(stage.get());
        if (mayRepeat(at, cause) && advance(at, Stage.CONNECTING)) {
            repeated = true;
            exchange.client().closeIdle();
            send();
            return;
        }
        exchange.ended(this);
        if (at == Stage.CONNECTING) {
            exchange.resolver.doubt(host());
        }
        if (at != Stage.OVER) {
            exchange.atWork(
                    () -> fail(at == Stage.CONNECTING ? exchange.unconnected(cause, host()) : unanswered(cause)));
        }
    }

    @Override
    public void cancelled() {
        failed(new InterruptedIOException());
    }

    private ExchangeFailure unanswered(Exception cause) {
        return ExchangeFailure.whileAsking(cause, host());
    }

    /** Once, if it wasn't sent, or if the backend's tokens allow it. A POST may have effects that a GET hasn't, and is never repeated. */
    private boolean mayRepeat(Stage at, Exception cause) {
        boolean unread = at == Stage.CONNECTED;
        boolean keptWithoutAByte = at == Stage.SENT
                && receivedBefore > 0
                && Objects.requireNonNull(traffic).getReceivedBytesCount() == receivedBefore
                && unanswered(cause).kind() == ExchangeFailure.Kind.RESET;
        return !repeated
                && (unread
                        || keptWithoutAByte
                                && exchange.mayRepeat
                                && request.body().isEmpty());
    }

    void fail(ExchangeFailure failure) {
        if (giveUp()) {
            completeExceptionally(exchange.ofOurMachine(failure));
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        giveUp();
        return super.cancel(mayInterruptIfRunning);
    }

    private boolean giveUp() {
        Stage before = Objects.requireNonNull(stage.getAndSet(Stage.OVER));
        if (before == Stage.OVER) {
            return false;
        }
        reached = before;
        cancelDeadline();
        if (before == Stage.SENT) {
            Objects.requireNonNull(connection).discardEndpoint();
        } else if (before == Stage.QUEUED || before == Stage.RESOLVING) {
            exchange.ended(this);
        }
        return true;
    }

    private void cancelDeadline() {
        Timeout timeout = deadline;
        if (timeout != null) {
            timeout.cancel();
        }
    }

    /** Whoever waited for a place for most of the time says nothing of the backend. */
    private ExchangeFailure late() {
        return stage.get() == Stage.QUEUED || turn != 0 && System.nanoTime() - turn < timeout.toNanos() / 2
                ? ExchangeFailure.noPlaceWithin(timeout)
                : ExchangeFailure.noAnswerWithin(timeout);
    }

    /** True if it failed because there was no connection, so that nobody can have read it. Waiting for a place is no such failure. */
    boolean foundNoConnection() {
        return reached != Stage.QUEUED && reached != Stage.SENT && !mayBeRead;
    }

    /** True if it was sent over a connection of its own opening. One that was kept may have died since. */
    boolean hasConnected() {
        return reached == Stage.SENT && receivedBefore == 0;
    }
}
