package tv.usher.engine.exchange;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.DnsResolver;

/**
 * The addresses of a backend's host, looked up on a thread of their own, since Java's look-up blocks.
 *
 * <p>Only the first question to a host waits. Later, addresses older than {@link #FRESH} are looked up again while they go on being
 * used, and they stay when that fails: a name server that is down doesn't take the backend with it.
 */
final class Addresses implements DnsResolver {

    /** As long as the JDK itself remembers an address. */
    static final Duration FRESH = Duration.ofSeconds(30);

    private static final long THREAD_STAYS_SECONDS = 5;

    private final DnsResolver lookup;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor thread;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    Addresses(String backend, DnsResolver lookup, LongSupplier nanoTime) {
        this.lookup = lookup;
        this.nanoTime = nanoTime;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                THREAD_STAYS_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DaemonThreads("usher-resolve-" + backend));
        thread.allowCoreThreadTimeOut(true);
    }

    /** Done at once if an address is known. */
    CompletableFuture<InetAddress[]> of(String host) {
        return hosts.computeIfAbsent(host, Host::new).addresses();
    }

    /** At least 1. */
    int count(String host) {
        return Math.max(1, of(host).getNow(new InetAddress[0]).length);
    }

    /** For HttpClient, which asks for addresses that are known already. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        CompletableFuture<InetAddress[]> known = of(host);
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
        thread.shutdownNow();
    }

    private final class Host {

        private final String name;
        private final AtomicBoolean lookingUp = new AtomicBoolean();
        private volatile CompletableFuture<InetAddress[]> addresses = new CompletableFuture<>();
        private volatile long due = nanoTime.getAsLong();

        Host(String name) {
            this.name = name;
        }

        CompletableFuture<InetAddress[]> addresses() {
            if (nanoTime.getAsLong() - due >= 0 && lookingUp.compareAndSet(false, true)) {
                if (addresses.isCompletedExceptionally()) {
                    addresses = new CompletableFuture<>();
                }
                thread.execute(this::lookUp);
            }
            return addresses;
        }

        private void lookUp() {
            CompletableFuture<InetAddress[]> current = addresses;
            try {
                InetAddress[] found = lookup.resolve(name);
                stayFresh();
                if (current.isDone()) {
                    addresses = CompletableFuture.completedFuture(found);
                }
                current.complete(found);
            } catch (UnknownHostException | RuntimeException e) {
                if (current.isDone()) {
                    stayFresh();
                }
                current.completeExceptionally(e);
            } finally {
                lookingUp.set(false);
            }
        }

        private void stayFresh() {
            due = nanoTime.getAsLong() + FRESH.toNanos();
        }
    }
}
