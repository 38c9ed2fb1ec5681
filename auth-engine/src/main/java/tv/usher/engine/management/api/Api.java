package tv.usher.engine.management.api;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DerivedFuture;

/**
 * The API for operators, in JSON. Access is checked on the event loop. Requests run on a thread of their own, since a walk over a million
 * sessions takes a while.
 */
public final class Api {

    private static final Logger log = LoggerFactory.getLogger(Api.class);
    private static final String ROOT = "/api";
    private static final String STREAM = ROOT + "/events";

    /**
     * What isn't fulfilled, as the API shows it.
     *
     * @param error         as {@code message}, by its former name
     * @param configuration the file in force, since commands may go by another one
     */
    private record Failure(String error, String reason, String message, String configuration) {

        static Failure of(ApiException e, String configuration) {
            String message = String.valueOf(e.getMessage());
            return new Failure(message, e.problem().code(), message, configuration);
        }
    }

    private final ApiAccess access;
    private final ApiRoutes routes;
    private final EventStreams streams;
    private final Json json;
    private final Executor executor;
    private final String configuration;
    private final Supplier<CompletableFuture<Void>> restored;
    private volatile Audit audit = (call, status) -> {};

    /**
     * @param configuration the file in force
     * @param restored      completes once all sessions are known that were known before the start
     * @param executor      throws {@link RejectedExecutionException} when it has enough to do
     */
    public Api(
            ApiAccess access,
            ApiRoutes routes,
            EventStreams streams,
            Json json,
            Path configuration,
            Supplier<CompletableFuture<Void>> restored,
            Executor executor) {
        this.configuration = configuration.toString();
        this.access = access;
        this.routes = routes;
        this.streams = streams;
        this.json = json;
        this.restored = restored;
        this.executor = executor;
    }

    public static boolean isAt(String uri) {
        String path = pathOf(uri);
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    /** The address without its query. Nothing is decoded: there is only one way to write each address. */
    public static String pathOf(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /** True if a client with this head may use the API. */
    public boolean admits(HttpHeaders headers, boolean loopback) {
        try {
            access.check(headers, loopback);
            return true;
        } catch (ApiException e) {
            return false;
        }
    }

    /**
     * @param peer     who asks
     * @param loopback true if only this machine can reach the listener
     * @param answer   called once, on any thread
     */
    public void answer(FullHttpRequest http, InetAddress peer, boolean loopback, Consumer<PageContent> answer) {
        try {
            ApiRequest request = ApiRequest.of(
                    http.method().name(),
                    http.uri().substring(ROOT.length()),
                    http.content().toString(StandardCharsets.UTF_8),
                    operator(http.headers(), peer, loopback));
            routes.checkCode(request);
            routes.checkBody(request);
            CompletableFuture<Void> known = restored.get();
            Runnable answering = () -> answer(request).thenAccept(answer);
            if (known.isDone() || !routes.needsAllSessions(request)) {
                executor.execute(answering);
            } else {
                known.thenRun(() -> later(answering, answer));
            }
        } catch (ApiException e) {
            answer.accept(refused(e));
        } catch (RejectedExecutionException e) {
            answer.accept(refused(busy()));
        }
    }

    private void later(Runnable answering, Consumer<PageContent> answer) {
        try {
            executor.execute(answering);
        } catch (RejectedExecutionException e) {
            answer.accept(refused(busy()));
        }
    }

    private Operator operator(HttpHeaders headers, InetAddress peer, boolean loopback) {
        return headers.contains(Operator.CODE_HEADER)
                ? Operator.withCode(headers, peer) // it is looked at once the address is known
                : Operator.of(headers, peer, access.check(headers, loopback));
    }

    /** True for the one address that answers with a stream. */
    public static boolean isStream(FullHttpRequest http) {
        return pathOf(http.uri()).equals(STREAM) && http.method().equals(HttpMethod.GET);
    }

    /**
     * Opens a stream of events.
     *
     * @param peer     who asks
     * @param channel  that it is written to
     * @param loopback as for {@link #answer}
     * @param refused  called if it isn't opened
     */
    public void stream(
            FullHttpRequest http, InetAddress peer, Channel channel, boolean loopback, Consumer<PageContent> refused) {
        try {
            access.check(http.headers(), loopback);
            String body = http.content().toString(StandardCharsets.UTF_8);
            ApiRequest request = ApiRequest.of(
                    "GET", http.uri().substring(ROOT.length()), body, Operator.of(http.headers(), peer, false));
            routes.checkBody(request);
            streams.open(channel, http, StreamRequest.of(request));
        } catch (ApiException e) {
            refused.accept(refused(e));
        }
    }

    /** From now on what operators have done is told. */
    public void tell(Events audit, Clock clock) {
        this.audit = (call, status) -> {
            long at = clock.wallNow();
            audit.add(EventType.AUDIT, () -> call.event(at, status));
        };
    }

    private CompletableFuture<PageContent> answer(ApiRequest request) {
        CompletableFuture<PageContent> answered = answerOf(request);
        routes.audited(request).ifPresent(call -> answered.thenAccept(page -> audit.done(call, page.status())));
        return answered;
    }

    private interface Audit {
        void done(AuditedCall call, int status);
    }

    private CompletableFuture<PageContent> answerOf(ApiRequest request) {
        try {
            return routes.answer(request).thenApply(this::page).exceptionally(this::failed);
        } catch (Throwable e) { // the client must get an answer
            return CompletableFuture.completedFuture(failed(e));
        }
    }

    private PageContent page(Optional<?> value) {
        return value.map(some -> json.page(200, some, Map.of())).orElseGet(PageContent::noContent);
    }

    private PageContent failed(Throwable failure) {
        Throwable e = DerivedFuture.unwrapped(failure);
        if (e instanceof ApiException refused) {
            return refused(refused);
        }
        if (e instanceof RejectedExecutionException) {
            return refused(busy());
        }
        log.error("a request of the API failed", e);
        return refused(new ApiException(ApiProblem.INTERNAL_ERROR, "this request failed, the daemon's log says why"));
    }

    private static ApiException busy() {
        return new ApiException(
                ApiProblem.BUSY, "too many requests are waiting, try again in a moment", Map.of("Retry-After", "1"));
    }

    private PageContent refused(ApiException e) {
        return json.page(e.problem().status(), Failure.of(e, configuration), e.headers());
    }
}
