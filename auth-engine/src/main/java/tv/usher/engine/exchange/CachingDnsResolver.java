package tv.usher.engine.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;

/**
 * The addresses of a backend's hosts, looked up on threads of their own, since Java's look-up blocks. A name that nobody answers for doesn't
 * hold up the next one.
 *
 * <p>Only the first call to a host waits. Later, addresses older than {@link #FRESH} are looked up again while they go on being
 * used, and they stay when that fails: a name server that is down doesn't take the backend with it. When they have changed, connections
 * that are older than the change aren't used again.
 */
final class CachingDnsResolver implements DnsResolver {

    /** With what the JDK itself remembers, 30 seconds, and the time to look up, less than a minute. */
    static final Duration FRESH = Duration.ofSeconds(20);

    /** How old they must be to be looked up again after a refusal. */
    static final Duration DOUBTED = Duration.ofSeconds(1);

    /** Each of them of another host. */
    private static final int LOOK_UPS_AT_ONCE = 16;

    private static final long THREAD_STAYS_SECONDS = 5;

    private final DnsResolver lookup;
    private final Duration connectTimeout;
    private final Clock clock;
    private final ThreadPoolExecutor threads;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    CachingDnsResolver(String backend, DnsResolver lookup, Duration connectTimeout, Clock clock) {
        this.lookup = lookup;
        this.connectTimeout = connectTimeout;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(
                LOOK_UPS_AT_ONCE,
                LOOK_UPS_AT_ONCE,
                THREAD_STAYS_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("usher-resolve-" + backend));
        threads.allowCoreThreadTimeOut(true);
    }

    /** Done at once if an address is known. */
    CompletableFuture<InetAddress[]> addresses(String host) {
        return host(host).addresses(FRESH);
    }

    /** A connection was refused, perhaps since the host has moved. */
    void doubt(String host) {
        host(host).addresses(DOUBTED);
    }

    /**
     * For a connection to that host: how long it may take to connect, and how old it may be. Every address gets its share of the time, so
     * that one that swallows packets doesn't hide the next.
     */
    ConnectionConfig config(String host) {
        return host(host).config();
    }

    private Host host(String name) {
        Host known = hosts.get(name);
        return known == null ? hosts.computeIfAbsent(name, Host::new) : known;
    }

    /** For HttpClient, which asks for addresses that are known already. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        CompletableFuture<InetAddress[]> known = addresses(host);
        if (!known.isDone() || known.isCompletedExceptionally()) {
            throw new UnknownHostException(host);
        }
        return known.join();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    void close() {
        threads.shutdownNow();
    }

    private final class Host {

        private final String name;
        private final AtomicBoolean lookingUp = new AtomicBoolean();
        private volatile CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        private volatile long lookedUp = clock.now() - FRESH.toNanos();
        private volatile ConnectionConfig config = ConnectionConfig.DEFAULT;
        private volatile long changed; // 0 for never

        Host(String name) {
            this.name = name;
        }

        CompletableFuture<InetAddress[]> addresses(Duration fresh) {
            if (clock.now() - lookedUp >= fresh.toNanos() && lookingUp.compareAndSet(false, true)) {
                if (addresses.isCompletedExceptionally()) {
                    addresses = new CompletableFuture<>();
                }
                begin();
            }
            return addresses;
        }

        private void begin() {
            try {
                threads.execute(this::lookUp);
            } catch (RuntimeException | Error e) { // no thread can be started
                lookingUp.set(false);
                if (!addresses.isDone() || addresses.isCompletedExceptionally()) {
                    throw e;
                }
                lookedUp = clock.now();
            }
        }

        private void lookUp() {
            CompletableFuture<InetAddress[]> current = addresses;
            try {
                InetAddress[] found = lookup.resolve(name);
                config = ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout.dividedBy(found.length)))
                        .build();
                lookedUp = clock.now();
                if (!current.complete(found)) {
                    addresses = CompletableFuture.completedFuture(found);
                    if (!Set.copyOf(List.of(found)).equals(Set.copyOf(List.of(current.join())))) {
                        changed = System.currentTimeMillis(); // as the pool counts
                    }
                }
            } catch (UnknownHostException | RuntimeException e) {
                if (!current.completeExceptionally(e)) {
                    lookedUp = clock.now();
                }
            } finally {
                lookingUp.set(false);
            }
        }

        /** A connection that was on its way to an old address when that changed is older than the change, too. */
        ConnectionConfig config() {
            long connecting = connectTimeout.multipliedBy(2).toMillis(); // with TLS
            long age = Math.max(1, System.currentTimeMillis() - changed - connecting);
            return changed == 0
                    ? config
                    : ConnectionConfig.copy(config)
                            .setTimeToLive(TimeValue.ofMilliseconds(age))
                            .build();
        }
    }
}
