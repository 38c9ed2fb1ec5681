package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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
import tv.usher.engine.util.Clock;
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
    private final Set<BackendCall> calls = ConcurrentHashMap.newKeySet();
    private final AtomicInteger size = new AtomicInteger();
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
        this.client = newClient();
        scheduleSweep();
    }

    private BackendClient newClient() {
        return new BackendClient(backend, settings, tls, resolver, this::replaceClient);
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses) {
        return ask(addresses, settings.timeout());
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses, Duration timeout) {
        if (addresses.size() == 1) {
            return ask(addresses, 0, timeout, timeout);
        }
        Failover.Attempts attempts = (address, within) -> ask(addresses, address, within, timeout);
        return new Failover(health, attempts, timeout, Clock.system()).start();
    }

    /**
     * @param within what is left of the timeout
     */
    private BackendCall ask(List<BackendRequest> addresses, int address, Duration within, Duration timeout) {
        BackendRequest request = addresses.get(address);
        BackendCall call = new BackendCall(this, target(address, request.endpoint()), request, timeout);
        if (size.incrementAndGet() > settings.maxConcurrent() + settings.maxWaiting()) {
            size.decrementAndGet();
            call.completeExceptionally(Failures.busy(settings.maxWaiting()));
            return call;
        }
        calls.add(call);
        begin(call, within);
        return call;
    }

    private void begin(BackendCall call, Duration within) {
        try {
            call.begin(within);
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("Asked when the timer or the look-up thread had been stopped", e);
            call.fail(Failures.closed());
        }
        if (closed) {
            call.fail(Failures.closed());
        }
    }

    /** An address has one endpoint, so what is derived from it is derived once. */
    private Target target(int address, Endpoint endpoint) {
        Target known = targets.get(address);
        if (known == null || known.endpoint() != endpoint) {
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
        if (calls.remove(call)) {
            size.decrementAndGet();
        }
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
        List<BackendCall> left = List.copyOf(calls);
        dead.close();
        left.forEach(call -> call.fail(Failures.closedEarly()));
    }

    public ConnectionCounts connections() {
        return client.connections();
    }

    /** Most connections are left to those who wait. */
    @Override
    public int maxInBackground() {
        int connections = settings.maxConcurrent();
        return size.get() >= connections ? 0 : (connections + 3) / 4;
    }

    @Override
    public boolean isIdle() {
        return size.get() == 0;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        sweep.cancel();
        // Those that wait first, lest one of them is given the place that another gives back.
        calls.forEach(call -> call.failIfUnconnected(Failures.closed()));
        calls.forEach(call -> call.fail(Failures.closed()));
        client.close();
        resolver.close();
    }
}
