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
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.engine.exchange.tls.Tls;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.FairQueue;
import tv.usher.engine.util.OpenFiles;
import tv.usher.engine.util.WorkMark;

/**
 * Asks one backend over HTTP/1.1. Nothing is retried, redirected, decoded or remembered, and no proxy is used.
 *
 * <p>A future that this hands out completes on the backend's I/O thread, on the timer's, or on the one that asks, so what depends on
 * it mustn't block.
 */
public final class HttpExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(100);

    private final String backend;
    private final ExchangeSettings settings;
    private final boolean mayRepeat;
    private final Runnable slow;
    private final Timer timer;
    private final CachingDnsResolver resolver;
    private final Tls tls;
    private final AddressHealth health;
    private final AtomicReferenceArray<Target> targets;
    private final FairQueue<BackendCall> calls;
    private final AtomicInteger serving = new AtomicInteger();
    private final WorkMark work;
    private final OpenFiles files = new OpenFiles(Clock.system());
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
            Timer timer) {
        this(
                backend,
                settings,
                mayRepeat,
                addressCount,
                watch,
                slow,
                timer,
                new CachingDnsResolver(backend, SystemDefaultDnsResolver.INSTANCE, Clock.system()));
    }

    HttpExchange(
            String backend,
            ExchangeSettings settings,
            boolean mayRepeat,
            int addressCount,
            AddressWatch watch,
            Runnable slow,
            Timer timer,
            CachingDnsResolver resolver) {
        this.backend = backend;
        this.settings = settings;
        this.mayRepeat = mayRepeat;
        this.slow = slow;
        this.timer = timer;
        this.health = new AddressHealth(backend, addressCount, settings.passOver(), watch, Clock.system());
        this.targets = new AtomicReferenceArray<>(addressCount);
        this.resolver = resolver;
        this.work = new WorkMark("backend " + backend, Clock.system());
        this.tls = new Tls(settings.tls());
        this.calls = new FairQueue<>(settings.maxConcurrent(), settings.maxWaiting(), settings.addressShare());
        this.client = newClient();
        scheduleSweep();
    }

    private BackendClient newClient() {
        return new BackendClient(backend, settings, tls, resolver, this::replaceClient);
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, String client) {
        Optional<IpAddress> network = IpAddress.customerOf(client); // those without one have one share together
        return ask(addresses, settings.timeout(), call -> calls.enter(network, call));
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout) {
        return ask(addresses, timeout, call -> {
            calls.enterAtOnce(this, call);
            return FairQueue.Place.RUNS;
        });
    }

    /**
     * Sends a request of Usher's own, with any method, to any server: the API of a media server, for instance. It never waits for its turn.
     *
     * @return as {@link #ask(List, Duration)}
     */
    public CompletableFuture<BackendResponse> send(String method, BackendRequest request, Duration timeout) {
        BackendCall call = new BackendCall(this, Target.of(request.endpoint()), method, request, timeout);
        calls.enterAtOnce(this, call);
        attempt(call, () -> {
            call.begin(timeout);
            call.proceed();
        });
        return call;
    }

    private CompletableFuture<BackendResponse> ask(
            List<BackendRequest> addresses, Duration timeout, Entrance entrance) {
        if (addresses.size() == 1) {
            return ask(addresses, 0, timeout, timeout, entrance);
        }
        Failover.Attempts attempts = (address, within) -> ask(addresses, address, within, timeout, entrance);
        return new Failover(health, attempts, timeout, Clock.system()).start();
    }

    /** How a call comes to its place. */
    private interface Entrance {
        FairQueue.Place enter(BackendCall call);
    }

    /**
     * @param within what is left of the timeout
     */
    private BackendCall ask(
            List<BackendRequest> addresses, int address, Duration within, Duration timeout, Entrance entrance) {
        BackendRequest request = addresses.get(address);
        BackendCall call = new BackendCall(this, target(address, request.endpoint()), request, timeout);
        switch (entrance.enter(call)) {
            case RUNS ->
                attempt(call, () -> {
                    call.begin(within);
                    call.proceed();
                });
            case WAITS -> attempt(call, () -> call.begin(within));
            case OVER_SHARE -> call.completeExceptionally(Failures.overShare());
            case FULL -> call.completeExceptionally(Failures.busy(settings.maxWaiting()));
        }
        return call;
    }

    private void attempt(BackendCall call, Runnable step) {
        try {
            step.run();
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("Asked when the timer or the look-up thread had been stopped", e);
            call.fail(Failures.closed());
        }
        if (closed) {
            call.fail(Failures.closed());
        }
    }

    /** An address is one server, so what is derived from it is derived once. */
    private Target target(int address, Endpoint endpoint) {
        Target known = targets.get(address);
        if (known == null || !known.isServerOf(endpoint)) {
            known = Target.of(endpoint);
            targets.set(address, known);
        }
        return known;
    }

    ExchangeSettings settings() {
        return settings;
    }

    CachingDnsResolver resolver() {
        return resolver;
    }

    BackendClient client() {
        return client;
    }

    OpenFiles files() {
        return files;
    }

    /** What the I/O thread does with answers, plugins' code among it. */
    public WorkMark work() {
        return work;
    }

    boolean mayRepeat() {
        return mayRepeat;
    }

    Timeout after(Duration delay, Runnable work) {
        return timer.newTimeout(due -> work.run(), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    void isSlow() {
        slow.run();
    }

    void ended(BackendCall call) {
        calls.leave(call);
        serve();
    }

    /** Lets those begin whose turn it is; in a loop, since one that fails at once ends here too. */
    private void serve() {
        if (serving.getAndIncrement() > 0) {
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
        synchronized (this) {
            if (closed) {
                return;
            }
            LOG.warn("backend {}: has another I/O thread now", backend);
            client = newClient();
        }
        List<BackendCall> left = calls.all();
        dead.close();
        left.forEach(call -> call.fail(Failures.closedEarly()));
    }

    public ConnectionCounts connections() {
        ConnectionCounts pool = client.connections();
        return new ConnectionCounts(pool.busy(), pool.idle(), pool.waiting() + calls.waiting());
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
        // Those that wait first, lest one of them is given the place that another gives back.
        List<BackendCall> left = calls.all();
        left.forEach(call -> call.failIfUnconnected(Failures.closed()));
        left.forEach(call -> call.fail(Failures.closed()));
        client.close();
        resolver.close();
    }
}
