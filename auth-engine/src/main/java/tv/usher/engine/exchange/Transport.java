package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.reactor.DefaultConnectingIOReactor;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One backend's connections: HttpClient's pool, TLS and multi-address connecting, with one I/O thread.
 *
 * <p>HttpClient's ready-made clients aren't used on top, since the minimal one replaces the bytes 0x80 to 0x9F of a request line by
 * question marks, and neither bounds a whole answer head.
 */
final class Transport {

    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
    private static final Duration SELECT_INTERVAL = Duration.ofMillis(100);

    private final ExchangeSettings settings;
    private final Addresses addresses;
    private final PoolingAsyncClientConnectionManager pool;
    private final DefaultConnectingIOReactor reactor;

    Transport(String backend, ExchangeSettings settings, Addresses addresses) {
        this.settings = settings;
        this.addresses = addresses;
        this.pool = new PoolingAsyncClientConnectionManager(
                new Tls(settings.tls()),
                PoolConcurrencyPolicy.LAX,
                PoolReusePolicy.LIFO,
                TimeValue.NEG_ONE_MILLISECOND,
                null,
                addresses);
        pool.setMaxTotal(settings.maxConcurrent());
        pool.setDefaultMaxPerRoute(settings.maxConcurrent());
        pool.setDefaultTlsConfig(TlsConfig.custom()
                .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                .setHandshakeTimeout(Timeout.of(settings.connectTimeout()))
                .build());
        this.reactor = new DefaultConnectingIOReactor(
                new HttpConnections(settings.maxAnswerHeaders()),
                IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .setSelectInterval(TimeValue.of(SELECT_INTERVAL))
                        .build(),
                new DaemonThreads("usher-ask-" + backend),
                null,
                e -> LOG.warn("I/O of backend {}", backend, e),
                null,
                session -> session.close(CloseMode.IMMEDIATE));
        reactor.start();
    }

    /** A free connection, or the right to open one. */
    Future<AsyncConnectionEndpoint> lease(Target target, FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.lease(null, target.route(), null, Timeout.DISABLED, callback);
    }

    /** Every address of the host gets its share of the time, so that one that swallows packets doesn't hide the next. */
    Opening open(Target target, AsyncConnectionEndpoint endpoint, FutureCallback<AsyncConnectionEndpoint> callback) {
        Opening opening = new Opening(reactor);
        Duration share = settings.connectTimeout().dividedBy(addresses.count(target.host()));
        opening.follow(pool.connect(endpoint, opening, Timeout.of(share), null, HttpCoreContext.create(), callback));
        return opening;
    }

    void send(AsyncConnectionEndpoint endpoint, AnswerReader reader) {
        endpoint.execute(null, reader, HttpCoreContext.create());
    }

    /** Keeps the connection for another question, unless it's closed. */
    void release(AsyncConnectionEndpoint endpoint) {
        try {
            pool.release(endpoint, null, TimeValue.of(settings.keepAlive()));
        } catch (IllegalStateException e) {
            LOG.debug("Released while the pool closes", e);
        }
    }

    void discard(AsyncConnectionEndpoint endpoint) {
        endpoint.close(CloseMode.IMMEDIATE);
        release(endpoint);
    }

    void closeIdle() {
        pool.closeExpired();
    }

    void close() {
        pool.close(CloseMode.IMMEDIATE);
        reactor.initiateShutdown();
    }
}
