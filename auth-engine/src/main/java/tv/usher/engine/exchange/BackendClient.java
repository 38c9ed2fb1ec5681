package tv.usher.engine.exchange;

import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultClientConnectionReuseStrategy;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.BackendRequest;
import tv.usher.api.Endpoint;
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
    static final int MOST_HEADERS = 200;
    private static final Header USER_AGENT = new BasicHeader(HttpHeaders.USER_AGENT, "Usher");
    private static final Header KEEP_ALIVE = new BasicHeader(HttpHeaders.CONNECTION, "keep-alive");

    private final String backend;
    private final int maxAnswer;
    private final Clock clock;
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
    BackendClient(
            String backend,
            ExchangeSettings settings,
            Tls tls,
            CachingDnsResolver resolver,
            Clock clock,
            Runnable died) {
        this.backend = backend;
        this.clock = clock;
        this.maxAnswer = settings.maxAnswer();
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
                        .setHandshakeTimeout(Timeout.of(settings.timeoutOfConnecting()))
                        .build())
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnPerRoute(Integer.MAX_VALUE) // calls have a place before they come here
                .build();
        this.client = client(settings);
        try {
            client.start();
        } catch (Throwable e) { // no thread can be started; it has open files already
            close();
            throw e;
        }
    }

    private CloseableHttpAsyncClient client(ExchangeSettings settings) {
        return HttpAsyncClients.custom()
                .setConnectionManager(pool)
                .setHttp1Config(http1(settings.maxAnswerHeaders()))
                .setCharCodingConfig(CharCodingConfig.custom().setCharset(lines).build())
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(1)
                        .setSelectInterval(TimeValue.of(SELECT_INTERVAL))
                        .build())
                .setThreadFactory(this::thread)
                .setIoReactorExceptionCallback(this::log)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(false).build())
                .setConnectionReuseStrategy(BackendClient::isKept)
                .setKeepAliveStrategy(this::keptFor)
                .addExecInterceptorLast("connected", this::connected)
                .addRequestInterceptorLast((request, body, context) ->
                        call(context).sending(HttpClientContext.cast(context).getEndpointDetails()))
                .replaceExecInterceptor(
                        ChainElement.PROTOCOL.name(),
                        (request, body, scope, chain, callback) -> chain.proceed(request, body, scope, callback))
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
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
        int all = response.countHeaders(HttpHeaders.CONNECTION) + response.countHeaders(HttpHeaders.PROXY_CONNECTION);
        boolean usual = HttpVersion.HTTP_1_1.equals(response.getVersion())
                && response.getCode() != HttpStatus.SC_NO_CONTENT
                && response.countHeaders(HttpHeaders.CONTENT_LENGTH) == 1
                && (all == 0 || all == 1 && said != null && said.getValue().equalsIgnoreCase("keep-alive"));
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

    /** What was connected for nobody is kept for others. */
    private void connected(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        if (call(scope.clientContext).connected(scope.execRuntime)) {
            chain.proceed(request, body, scope, callback);
        } else {
            scope.execRuntime.markConnectionReusable(null, keepAlive);
            scope.execRuntime.releaseEndpoint();
            callback.failed(new RequestNotExecutedException());
        }
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

    /** How HttpClient gets from a request to the call that it is for. */
    private static final class CallContext extends HttpClientContext {

        private final BackendCall call;

        CallContext(BackendCall call) {
            this.call = call;
        }
    }

    private static BackendCall call(HttpContext context) {
        return ((CallContext) context).call;
    }

    void execute(BackendCall call) {
        BackendRequest asked = call.request();
        Endpoint endpoint = asked.endpoint();
        HttpHost server = new HttpHost(endpoint.isTls() ? "https" : "http", host(endpoint), endpoint.port());
        BasicAsyncEntityProducer body = asked.body()
                .map(each -> new BasicAsyncEntityProducer(each.bytes(), ContentType.parse(each.contentType())))
                .orElse(null);
        client.execute(
                server,
                new BasicRequestProducer(request(call.method(), asked, server), body),
                new ResponseCollector(call::receivedBefore, lines, maxAnswer, clock),
                null,
                new CallContext(call),
                call);
    }

    /** HttpClient neither parses nor rewrites the target. Targets and headers are checked when they are made, so nothing can end a line. */
    private static HttpRequest request(String method, BackendRequest asked, HttpHost server) {
        Endpoint endpoint = asked.endpoint();
        boolean usualPort = endpoint.port() == (endpoint.isTls() ? 443 : 80);
        BasicHttpRequest request = new BasicHttpRequest(method, server, asked.target());
        request.addHeader(HttpHeaders.HOST, usualPort ? endpoint.host() : endpoint.host() + ':' + endpoint.port());
        request.addHeader(USER_AGENT);
        request.addHeader(KEEP_ALIVE);
        asked.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        return request;
    }

    /** As HttpClient names it, and so the resolver. */
    static String host(Endpoint endpoint) {
        String host = endpoint.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    ConnectionCounts connections(int waiting) {
        PoolStats stats = pool.getTotalStats();
        return new ConnectionCounts(stats.getLeased(), stats.getAvailable(), waiting);
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
}
