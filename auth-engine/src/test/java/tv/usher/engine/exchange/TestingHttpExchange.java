package tv.usher.engine.exchange;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import tv.usher.api.BackendResponse;
import tv.usher.api.Endpoint;
import tv.usher.api.Header;
import tv.usher.api.QueryString;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.util.Clock;

/** An {@link HttpExchange} towards the addresses of one backend, with settings that a test changes one by one. */
final class TestingHttpExchange implements AutoCloseable {

    /** Far more than anything takes on a slow machine, so that a failing test ends. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger slow = new AtomicInteger();
    private final List<Endpoint> addresses;
    private final Queue<String> watched = new ConcurrentLinkedQueue<>();
    private Timer timer = new HashedWheelTimer(10, TimeUnit.MILLISECONDS);
    private DnsResolver lookup = SystemDefaultDnsResolver.INSTANCE;
    private Clock clock = Clock.system();
    private Duration timeout = PATIENCE;
    private Duration connectTimeout = PATIENCE;
    private Duration keepAlive = PATIENCE;
    private Duration passOver = PATIENCE;
    private boolean mayRepeat;
    private int maxConcurrent = 4;
    private int maxWaiting = 100;
    private int addressShare = 100;
    private int maxAnswer = 65_536;
    private Optional<TlsSettings> tls = Optional.empty();
    private HttpExchange exchange;

    TestingHttpExchange(Endpoint... addresses) {
        this.addresses = List.of(addresses);
    }

    TestingHttpExchange lookup(DnsResolver lookup) {
        this.lookup = lookup;
        return this;
    }

    TestingHttpExchange timer(Timer timer) {
        this.timer.stop();
        this.timer = timer;
        return this;
    }

    /** For the age of addresses. */
    TestingHttpExchange clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    TestingHttpExchange timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    TestingHttpExchange connectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
        return this;
    }

    TestingHttpExchange keepAlive(Duration keepAlive) {
        this.keepAlive = keepAlive;
        return this;
    }

    /** Its tokens aren't used up by asking. */
    TestingHttpExchange mayRepeat() {
        this.mayRepeat = true;
        return this;
    }

    TestingHttpExchange maxConcurrent(int maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
        return this;
    }

    TestingHttpExchange passOver(Duration passOver) {
        this.passOver = passOver;
        return this;
    }

    TestingHttpExchange maxWaiting(int maxWaiting) {
        this.maxWaiting = maxWaiting;
        return this;
    }

    /** Of one client; without this it may have everything. */
    TestingHttpExchange addressShare(int percent) {
        this.addressShare = percent;
        return this;
    }

    TestingHttpExchange maxAnswer(int maxAnswer) {
        this.maxAnswer = maxAnswer;
        return this;
    }

    TestingHttpExchange tls(TlsSettings tls) {
        this.tls = Optional.of(tls);
        return this;
    }

    CompletableFuture<BackendResponse> ask(String query, Header... headers) {
        return askFrom("203.0.113.7", query, headers);
    }

    CompletableFuture<BackendResponse> askFrom(String client, String query, Header... headers) {
        return exchange()
                .ask(
                        addresses.stream()
                                .map(each -> each.get(QueryString.of(query)).headers(List.of(headers)))
                                .toList(),
                        client);
    }

    /** As the canary asks. */
    CompletableFuture<BackendResponse> askOfItsOwn() {
        return exchange()
                .ask(
                        addresses.stream()
                                .map(each -> each.get(QueryString.of("token=random")))
                                .toList(),
                        timeout);
    }

    CompletableFuture<BackendResponse> ask() {
        return ask("token=1");
    }

    HttpExchange exchange() {
        if (exchange == null) {
            ExchangeSettings settings = new ExchangeSettings(
                    timeout,
                    connectTimeout,
                    maxConcurrent,
                    maxWaiting,
                    addressShare,
                    keepAlive,
                    maxAnswer,
                    16_384,
                    passOver,
                    tls);
            AddressWatch watch = (address, connects) -> watched.add(address + (connects ? " up" : " down"));
            exchange = new HttpExchange(
                    "testing",
                    settings,
                    mayRepeat,
                    addresses.size(),
                    watch,
                    slow::incrementAndGet,
                    timer,
                    lookup,
                    clock);
        }
        return exchange;
    }

    /** How many calls were told of as slow. */
    int slow() {
        return slow.get();
    }

    /** What was heard of addresses, in order. */
    List<String> watched() {
        return List.copyOf(watched);
    }

    /** Those of the pool, in use or kept. */
    int connections() {
        ConnectionCounts connections = exchange().connections();
        return connections.busy() + connections.idle();
    }

    static BackendResponse answer(CompletableFuture<BackendResponse> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static ExchangeFailure failure(CompletableFuture<BackendResponse> future) {
        try {
            throw new AssertionError("answered " + future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (ExchangeFailure) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("neither answered nor failed", e);
        }
    }

    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
        }
        timer.stop();
    }
}
