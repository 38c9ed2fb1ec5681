package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.engine.exchange.tls.Tls;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.FairQueue;
import tv.usher.engine.util.OpenFiles;
import tv.usher.engine.util.WorkMark;

/**
 * Asks one backend over HTTP/1.1. Nothing is redirected, decoded or remembered, no proxy is used, and nothing is asked again that may have
 * been read, but for a GET whose kept connection ended without a byte, where that is allowed.
 *
 * <p>A future that this hands out completes on the backend's I/O thread, on one that looks up its addresses, on the timer's, or on the one that
 * asks, cancels or closes, so what depends on it mustn't block.
 */
public final class HttpExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(100);
    private static final Duration REPLACED_AGAIN = Duration.ofSeconds(1);

    final CachingDnsResolver resolver;
    final boolean mayRepeat;
    final Runnable slow;
    private final String backend;
    private final ExchangeSettings settings;
    private final Timer timer;
    private final Tls tls;
    private final AddressHealth health;
    private final FairQueue<BackendCall> calls;
    private final AtomicInteger serving = new AtomicInteger();
    private final WorkMark work;
    private final OpenFiles files;
    private final Clock clock;
    private volatile BackendClient client;
    private volatile Timeout sweep;
    private volatile boolean closed;

    /**
     * @param backend   its name in the configuration; threads are named after it
     * @param mayRepeat whether the same request may be sent again when a kept connection ended without a byte of the response: not if
     *     a token is good for one time
     * @param addressCount how many configured addresses it has
     * @param watch     hears which of several addresses can be connected
     * @param slow      is told of each call that is unanswered after half of its time
     * @param timer     ends what takes too long; shared, and stopped by whoever made it, after this is closed
     * @throws IllegalArgumentException if a file of the TLS settings can't be used; the message is for the operator
     */
    public HttpExchange(
            String backend,
            ExchangeSettings settings,
            boolean mayRepeat,
            int addressCount,
            AddressWatch watch,
            Runnable slow,
            Timer timer,
            Clock clock) {
        this(backend, settings, mayRepeat, addressCount, watch, slow, timer, SystemDefaultDnsResolver.INSTANCE, clock);
    }

    HttpExchange(
            String backend,
            ExchangeSettings settings,
            boolean mayRepeat,
            int addressCount,
            AddressWatch watch,
            Runnable slow,
            Timer timer,
            DnsResolver lookup,
            Clock clock) {
        this.backend = backend;
        this.settings = settings;
        this.mayRepeat = mayRepeat;
        this.slow = slow;
        this.timer = timer;
        this.clock = clock;
        this.files = new OpenFiles(clock);
        this.health = new AddressHealth(backend, addressCount, settings.passOver(), watch, clock);
        this.resolver = new CachingDnsResolver(backend, lookup, settings.timeoutOfConnecting(), clock);
        this.work = new WorkMark("backend " + backend, clock);
        this.tls = new Tls(settings.tls());
        this.calls = new FairQueue<>(settings.maxConcurrent(), settings.maxWaiting(), settings.addressShare());
        this.client = newClient();
        scheduleSweep();
    }

    private BackendClient newClient() {
        return new BackendClient(backend, settings, tls, resolver, clock, this::replaceClient);
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, String client) {
        Optional<IpAddress> network = IpAddress.customerOf(client); // those without one have one share together
        return ask(addresses, settings.timeout(), call -> calls.enter(network, call));
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout) {
        CompletableFuture<BackendResponse> answer = ask(addresses, timeout, call -> calls.enterAtOnce(this, call));
        if (addresses.size() > 1) {
            answer.thenRun(() -> probeReserves(addresses, timeout));
        }
        return answer;
    }

    /** After the answer, so that an address that hangs makes nobody wait. A question of Usher's own has no viewer's token. */
    private void probeReserves(List<BackendRequest> addresses, Duration timeout) {
        for (int address : health.due()) {
            BackendRequest request = addresses.get(address);
            Failover.probe(health, address, sendAtOnce(request.method(), request, timeout));
        }
    }

    /**
     * Sends a request of Usher's own, with any method, to any server: the API of a media server, for instance. It never waits for its turn.
     *
     * @return as {@link #ask(List, Duration)}
     */
    public CompletableFuture<BackendResponse> send(String method, BackendRequest request, Duration timeout) {
        return sendAtOnce(method, request, timeout);
    }

    private BackendCall sendAtOnce(String method, BackendRequest request, Duration timeout) {
        BackendCall call = new BackendCall(this, method, request, timeout);
        return begin(call, timeout, calls.enterAtOnce(this, call));
    }

    private CompletableFuture<BackendResponse> ask(
            List<BackendRequest> addresses, Duration timeout, Function<BackendCall, FairQueue.Entry> entrance) {
        Failover.Attempts attempts = (address, within) -> {
            BackendRequest request = addresses.get(address);
            BackendCall call = new BackendCall(this, request.method(), request, timeout);
            return begin(call, within, entrance.apply(call));
        };
        return addresses.size() == 1
                ? attempts.ask(0, timeout)
                : new Failover(health, attempts, timeout, clock).start();
    }

    /**
     * @param within what is left of the timeout
     */
    private BackendCall begin(BackendCall call, Duration within, FairQueue.Entry entry) {
        switch (entry) {
            case RUNS ->
                attempt(call, () -> {
                    call.begin(within);
                    call.proceed();
                });
            case WAITS -> attempt(call, () -> call.begin(within));
            case OVER_SHARE -> call.completeExceptionally(ExchangeFailure.overShare());
            case FULL -> call.completeExceptionally(ExchangeFailure.busy(settings.maxWaiting()));
        }
        return call;
    }

    private void attempt(BackendCall call, Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("Asked when the timer or the look-up thread had been stopped", e);
            call.fail(ExchangeFailure.closed());
        } catch (Throwable e) { // such as an Error of a thread that can't be started; others mustn't suffer
            call.broken(e);
        }
        if (closed) {
            call.fail(ExchangeFailure.closed());
        }
    }

    BackendClient client() {
        return client;
    }

    ExchangeFailure unconnected(Exception cause, String host) {
        return ExchangeFailure.whileConnecting(cause, host, settings.connectTimeout());
    }

    /** Instead of a failure that may be due to this process alone. */
    ExchangeFailure ofOurMachine(ExchangeFailure failure) {
        return failure.mayLackFiles() && files.haveRunOut() ? ExchangeFailure.outOfFiles() : failure;
    }

    void atWork(Runnable step) {
        work.begin();
        try {
            step.run();
        } finally {
            work.end();
        }
    }

    /** What the I/O thread does with answers, plugins' code among it. */
    public WorkMark work() {
        return work;
    }

    Timeout after(Duration delay, Runnable work) {
        return timer.newTimeout(due -> work.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void ended(BackendCall call) {
        calls.leave(call);
        serve();
    }

    /** Lets those begin whose turn it is; in a loop, since one that fails at once ends here too. */
    private void serve() {
        if (closed || serving.getAndIncrement() > 0) {
            return; // whoever serves looks once more
        }
        int looks = 1;
        do {
            try {
                for (BackendCall next = calls.next(); next != null; next = calls.next()) {
                    attempt(next, next::proceedLater);
                }
            } catch (Throwable e) {
                serving.set(0);
                throw e;
            }
            looks = serving.addAndGet(-looks);
        } while (looks > 0);
    }

    private void scheduleSweep() {
        Duration quarter = settings.keepAlive().dividedBy(4);
        sweep = after(quarter.compareTo(SHORTEST_SWEEP) < 0 ? SHORTEST_SWEEP : quarter, () -> {
            client.closeExpired();
            if (!closed) {
                scheduleSweep();
            }
        });
    }

    /** On the I/O thread that dies, as of an {@link Error}. What it has left is failed, and later calls have another one. */
    private void replaceClient() {
        BackendClient dead = client;
        try {
            synchronized (this) {
                if (closed) {
                    return;
                }
                client = newClient();
            }
            LOG.warn("backend {}: has another I/O thread now", backend);
        } catch (Throwable e) { // too many threads or open files
            LOG.error("backend {}: can't have another I/O thread; tried again in 1s", backend, e);
            after(REPLACED_AGAIN, this::replaceClient);
        } finally {
            end(calls.all(), ExchangeFailure.closedEarly());
            dead.close(); // interrupts the thread that died
        }
    }

    /** Their places are free at once, whatever HttpClient does. */
    private void end(List<BackendCall> left, ExchangeFailure why) {
        left.forEach(calls::leave);
        left.forEach(call -> call.fail(why));
        serve();
    }

    public ConnectionCounts connections() {
        return client.connections(calls.waiting());
    }

    /** Most connections are left to those who wait. */
    @Override
    public int maxInBackground() {
        int connections = settings.maxConcurrent();
        return calls.running() >= connections ? 0 : (connections + 3) / 4;
    }

    @Override
    public boolean isIdle() {
        return calls.size() == 0;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        sweep.cancel();
        end(calls.all(), ExchangeFailure.closed());
        client.close();
        resolver.close();
    }
}
