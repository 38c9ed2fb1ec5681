package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.exchange.tls.Tls;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;

/**
 * HttpClient's asynchronous client for one backend, with one I/O thread. It sends what it is given and nothing else, and it sends it once.
 */
final class BackendClient {

    private static final Logger LOG = LoggerFactory.getLogger(BackendClient.class);
    private static final Duration SELECT_INTERVAL = Duration.ofMillis(100);
    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final int MOST_HEADERS = 200;

    private final String backend;
    private final ExchangeSettings settings;
    private final CachingDnsResolver resolver;
    private final Runnable died;
    private final TimeValue keepAlive;
    private final ResponseLines lines;
    private final PoolingAsyncClientConnectionManager pool;
    private final CloseableHttpAsyncClient client;
    private boolean hasIoThread;
    private volatile boolean closed;

    /**
     * @param died called once when the I/O thread has ended by itself; nobody can be asked then
     */
    BackendClient(String backend, ExchangeSettings settings, Tls tls, CachingDnsResolver resolver, Runnable died) {
        this.backend = backend;
        this.settings = settings;
        this.resolver = resolver;
        this.died = died;
        this.keepAlive = TimeValue.of(settings.keepAlive());
        this.lines = new ResponseLines(settings.maxAnswerHeaders());
        this.pool = PoolingAsyncClientConnectionManagerBuilder.create()
                .setTlsStrategy(tls)
                .setDnsResolver(resolver)
                .setConnectionConfigResolver(
                        route -> resolver.config(route.getTargetHost().getHostName()))
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.of(shorter(settings.connectTimeout(), settings.timeout())))
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setConnPoolPolicy(PoolReusePolicy.LIFO)
                .setMaxConnPerRoute(settings.maxConcurrent() + 1) // for Usher's own
                .build();
        this.client = client();
        client.start();
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private CloseableHttpAsyncClient client() {
        return HttpAsyncClients.custom()
                .setConnectionManager(new Connections())
                .setHttp1Config(http1(settings.maxAnswerHeaders()))
                .setCharCodingConfig(CharCodingConfig.custom().setCharset(lines).build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setTcpNoDelay(true)
                        .setSelectInterval(TimeValue.of(SELECT_INTERVAL))
                        .build())
                .setThreadFactory(this::thread)
                .setIoReactorExceptionCallback(this::log)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setAuthenticationEnabled(false)
                        .setExpectContinueEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .setConnectionRequestTimeout(Timeout.DISABLED)
                        .setHardCancellationEnabled(false)
                        .setConnectionKeepAlive(TimeValue.MAX_VALUE)
                        .build())
                .setRoutePlanner((host, context) -> call(context).target().route())
                .setConnectionReuseStrategy(BackendClient::isKept)
                .setKeepAliveStrategy(this::keptFor)
                .addRequestInterceptorLast(
                        (request, body, context) -> call(context).sending())
                .replaceExecInterceptor(
                        ChainElement.PROTOCOL.name(),
                        (request, body, scope, chain, callback) -> chain.proceed(request, body, scope, callback))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .disableAuthCaching()
                .disableRequestPriority()
                .build();
    }

    static Http1Config http1(int maxAnswerHeaders) {
        return Http1Config.custom()
                .setMaxLineLength(maxAnswerHeaders)
                .setMaxHeaderCount(MOST_HEADERS)
                .build();
    }

    /** As HttpCore decides, which is much work where a response says nothing unusual. */
    private static boolean isKept(HttpRequest request, HttpResponse response, HttpContext context) {
        Header said = response.getFirstHeader(HttpHeaders.CONNECTION);
        boolean usual = HttpVersion.HTTP_1_1.equals(response.getVersion())
                && response.getCode() != HttpStatus.SC_NO_CONTENT
                && response.countHeaders(HttpHeaders.CONTENT_LENGTH) == 1
                && (said == null || said.getValue().equalsIgnoreCase("keep-alive"));
        return usual || DefaultClientConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context);
    }

    /** A middleware may say how long it keeps an idle connection. Usher lets go of it earlier, lest a request meets the end. */
    private TimeValue keptFor(HttpResponse response, HttpContext context) {
        if (!response.containsHeader(HttpHeaders.KEEP_ALIVE)) {
            return keepAlive;
        }
        long told = DefaultConnectionKeepAliveStrategy.INSTANCE
                .getKeepAliveDuration(response, context)
                .toMilliseconds();
        long earlier = told - Math.min(MARGIN.toMillis(), told / 2);
        return TimeValue.ofMilliseconds(
                Math.max(1, Math.min(keepAlive.toMilliseconds(), earlier))); // 0 would be for ever
    }

    /** The first one is the I/O thread. The second one starts it and sleeps from then on. */
    private Thread thread(Runnable work) {
        if (hasIoThread) {
            return new DaemonThreads("usher-start-" + backend).newThread(work);
        }
        hasIoThread = true;
        return new DaemonThreads("usher-ask-" + backend).newThread(() -> {
            try {
                work.run();
            } catch (Throwable e) { // whatever it was, others have to be answered
                LOG.error("backend {}: its I/O thread died", backend, e);
            }
            if (!closed) {
                died.run();
            }
        });
    }

    private void log(Exception e) {
        if (!closed) {
            LOG.warn("I/O of backend {}", backend, e);
        }
    }

    /** The context has the call as its user token. */
    void execute(BackendCall call, HttpRequest request, @Nullable AsyncEntityProducer body, HttpContext context) {
        client.execute(
                call.target().route().getTargetHost(),
                new BasicRequestProducer(request, body),
                new ResponseCollector(call, lines, settings.maxAnswer(), Clock.system()),
                null,
                context,
                call);
    }

    private static BackendCall call(HttpContext context) {
        return (BackendCall) HttpClientContext.cast(context).getUserToken();
    }

    ConnectionCounts connections() {
        PoolStats stats = pool.getTotalStats();
        return new ConnectionCounts(stats.getLeased(), stats.getAvailable(), stats.getPending());
    }

    void closeExpired() {
        pool.closeExpired();
    }

    /** The latest one turned out to be dead, so these are too: they were idle for longer. */
    void closeIdle() {
        pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
    }

    void close() {
        closed = true;
        pool.close(CloseMode.IMMEDIATE);
        client.close(CloseMode.IMMEDIATE);
    }

    /**
     * The pool, for calls that may be given up at any moment. HttpClient hands a call from one method to the next as "user token", which
     * the pool knows as "state".
     *
     * <p>To connect is never cancelled, because HttpCore forgets a socket that is cancelled at the wrong moment. What was connected for
     * nobody is kept for others.
     */
    private final class Connections implements AsyncClientConnectionManager {

        @Override
        public Future<AsyncConnectionEndpoint> lease(
                String id,
                HttpRoute route,
                Object state,
                Timeout timeout,
                FutureCallback<AsyncConnectionEndpoint> then) {
            BackendCall call = (BackendCall) state;
            Future<AsyncConnectionEndpoint> lease =
                    pool.lease(id, route, null, timeout, new CallbackContribution<AsyncConnectionEndpoint>(then) {
                        @Override
                        public void completed(AsyncConnectionEndpoint endpoint) {
                            if (call.leased(endpoint)) {
                                then.completed(endpoint);
                            } else {
                                endpoint.close(CloseMode.IMMEDIATE);
                                release(endpoint, null, keepAlive);
                                then.cancelled();
                            }
                        }
                    });
            call.awaits(lease);
            return lease;
        }

        /** Every address of the host gets its share of the time, so that one that swallows packets doesn't hide the next. */
        @Override
        public Future<AsyncConnectionEndpoint> connect(
                AsyncConnectionEndpoint endpoint,
                ConnectionInitiator reactor,
                Timeout timeout,
                Object attachment,
                HttpContext context,
                FutureCallback<AsyncConnectionEndpoint> then) {
            BackendCall call = call(context);
            Duration share = settings.connectTimeout()
                    .dividedBy(resolver.count(call.target().host()));
            if (call.connecting()) {
                Timeout within = Timeout.of(share);
                pool.connect(endpoint, reactor, within, attachment, context, new CallbackContribution<>(then) {
                    @Override
                    public void completed(AsyncConnectionEndpoint connected) {
                        if (call.connected()) {
                            then.completed(connected);
                        } else {
                            if (closed) {
                                connected.close(CloseMode.IMMEDIATE); // a closed pool wouldn't
                            }
                            release(connected, null, keepAlive);
                            then.cancelled();
                        }
                    }
                });
            } else {
                then.cancelled();
            }
            return new CompletableFuture<>();
        }

        @Override
        public void release(AsyncConnectionEndpoint endpoint, @Nullable Object state, TimeValue keepAlive) {
            try {
                pool.release(endpoint, null, keepAlive);
            } catch (IllegalStateException e) {
                LOG.debug("Released while the pool closes", e);
            }
        }

        /** Only an answer 101 leads here, and nobody asked for that. */
        @Override
        public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
            throw new UnsupportedOperationException("Switching protocols");
        }

        @Override
        public void close(CloseMode mode) {
            pool.close(mode);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
