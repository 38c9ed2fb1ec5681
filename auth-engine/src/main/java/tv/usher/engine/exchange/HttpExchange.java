package tv.usher.engine.exchange;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;

/**
 * Asks one backend over HTTP/1.1. Nothing is retried, redirected, decoded or remembered, and no proxy is used.
 *
 * <p>A future that this hands out completes on the backend's I/O thread, on the timer's, or on the one that asks, so what depends on
 * it mustn't block.
 */
public final class HttpExchange implements Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);
    private static final Duration SHORTEST_SWEEP = Duration.ofMillis(100);

    private final ExchangeSettings settings;
    private final String userAgent;
    private final Timer timer;
    private final Addresses addresses;
    private final Transport transport;
    private final QuestionsUnderWay underWay;
    private final Preference preference;
    private final AtomicReferenceArray<Target> targets;
    private volatile Timeout sweep;
    private volatile boolean closed;

    /**
     * @param backend   its name in the configuration; threads are named after it
     * @param userAgent the header's value: {@code Usher/1.2}
     * @param addressCount how many configured addresses it has
     * @param watch     hears which of several addresses can be connected
     * @param timer     ends what takes too long; shared, and stopped by whoever made it, after this is closed
     * @throws IllegalArgumentException if a file of the TLS settings can't be used; the message is for the operator
     */
    public HttpExchange(
            String backend,
            ExchangeSettings settings,
            String userAgent,
            int addressCount,
            AddressWatch watch,
            Timer timer) {
        this(backend, settings, userAgent, addressCount, watch, timer, SystemDefaultDnsResolver.INSTANCE);
    }

    HttpExchange(
            String backend,
            ExchangeSettings settings,
            String userAgent,
            int addressCount,
            AddressWatch watch,
            Timer timer,
            DnsResolver lookup) {
        this.settings = settings;
        this.userAgent = userAgent;
        this.timer = timer;
        this.preference = new Preference(backend, addressCount, settings.passOver(), watch, System::nanoTime);
        this.targets = new AtomicReferenceArray<>(addressCount);
        this.addresses = new Addresses(backend, lookup, System::nanoTime);
        this.transport = new Transport(backend, settings, addresses);
        this.underWay = new QuestionsUnderWay(settings.maxConcurrent() + settings.maxWaiting());
        scheduleSweep();
    }

    @Override
    public CompletableFuture<BackendResponse> ask(List<BackendRequest> addresses) {
        if (addresses.size() == 1) {
            return ask(question(addresses, 0, settings.timeout()));
        }
        Failover.Attempts attempts = (address, within) -> ask(question(addresses, address, within));
        return new Failover(preference, attempts, settings.timeout(), System::nanoTime).start();
    }

    private Question question(List<BackendRequest> addresses, int address, Duration within) {
        BackendRequest request = addresses.get(address);
        Target target = target(address, request.endpoint());
        return new Question(target, target.head(request), within, settings, transport, timer, underWay);
    }

    private Question ask(Question question) {
        if (underWay.add(question)) {
            begin(question);
        } else {
            question.completeExceptionally(Failures.busy(settings.maxWaiting()));
        }
        return question;
    }

    private void begin(Question question) {
        try {
            question.begin(addresses);
        } catch (IllegalStateException | RejectedExecutionException e) {
            LOG.debug("Asked when the timer or the look-up thread had been stopped", e);
            question.fail(Failures.closed());
        }
        if (closed) {
            question.fail(Failures.closed());
        }
    }

    /** An address has one endpoint, so what is derived from it is derived once. */
    private Target target(int address, Endpoint endpoint) {
        Target known = targets.get(address);
        if (known == null || known.endpoint() != endpoint) {
            known = Target.of(endpoint, userAgent);
            targets.set(address, known);
        }
        return known;
    }

    private void scheduleSweep() {
        long millis = Math.max(SHORTEST_SWEEP.toMillis(), settings.keepAlive().toMillis() / 4);
        sweep = timer.newTimeout(
                due -> {
                    transport.closeIdle();
                    if (!closed) {
                        scheduleSweep();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean isIdle() {
        return underWay.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        sweep.cancel();
        underWay.fail(Failures.closed());
        transport.close();
        addresses.close();
    }
}
