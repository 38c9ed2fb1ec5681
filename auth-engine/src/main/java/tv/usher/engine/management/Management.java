package tv.usher.engine.management;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tv.usher.engine.event.EventLog;
import tv.usher.engine.inbound.RequestHandler;
import tv.usher.engine.management.api.Api;
import tv.usher.engine.management.api.ApiAccess;
import tv.usher.engine.management.api.ApiRoutes;
import tv.usher.engine.management.api.ApiThread;
import tv.usher.engine.management.api.BanRequest;
import tv.usher.engine.management.api.BansResource;
import tv.usher.engine.management.api.CountsResource;
import tv.usher.engine.management.api.DecisionsResource;
import tv.usher.engine.management.api.EventStreams;
import tv.usher.engine.management.api.ExplainResource;
import tv.usher.engine.management.api.Json;
import tv.usher.engine.management.api.LastReload;
import tv.usher.engine.management.api.ReloadResource;
import tv.usher.engine.management.api.SessionsResource;
import tv.usher.engine.management.api.StatusResource;
import tv.usher.engine.management.api.UnverifiedResource;
import tv.usher.engine.management.api.UsersResource;
import tv.usher.engine.management.api.ViewersHistoryResource;
import tv.usher.engine.management.page.PageFiles;
import tv.usher.engine.management.status.Status;
import tv.usher.engine.management.status.StatusReport;
import tv.usher.engine.session.LiveSessions;
import tv.usher.engine.session.Revocations;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.util.Clock;

/**
 * What the management listener serves: {@code /healthz}, {@code /readyz}, {@code /metrics}, the API below {@code /api} with its description
 * at {@code /openapi.yaml}, and the operator's page at {@code /}.
 */
public final class Management implements Function<InetAddress, RequestHandler>, AutoCloseable {

    private final Map<String, ManagementPage> pages = new LinkedHashMap<>();
    private final PageFiles files = new PageFiles();
    private final ApiThread thread;
    private final EventStreams streams;
    private final Api api;
    private final StatusReport status;
    private final Json json = new Json();

    /**
     * @param durations reads {@code 10m}; throws {@link IllegalArgumentException} with what continues a sentence
     */
    public Management(
            ManagementSettings settings,
            PrometheusRegistry registry,
            OperatedEngine engine,
            Function<String, Duration> durations) {
        this(settings, registry, engine, durations, new ApiThread());
    }

    public Management(
            ManagementSettings settings,
            PrometheusRegistry registry,
            OperatedEngine engine,
            Function<String, Duration> durations,
            ApiThread thread) {
        this.thread = thread;
        this.streams = new EventStreams(settings.maxStreams(), registry);
        Sessions sessions = engine.sessions();
        LiveSessions live = sessions.live();
        Revocations revocations = sessions.revocations();
        pages.put("/healthz", new HealthPage(engine.stalled()));
        pages.put(
                "/readyz",
                new ReadyPage(
                        engine.draining(),
                        engine.backends(),
                        () -> sessions.storeStatus().problem()));
        pages.put("/metrics", new MetricsPage(registry));
        pages.put("/openapi.yaml", new OpenApiPage());
        BanRequest ban = new BanRequest(durations);
        status = new StatusReport(new StatusReport.Observed(
                engine.reloading().file(),
                sessions,
                engine.backends(),
                engine.decided(),
                () -> engine.reloading().last().map(Management::shown),
                engine.stalled(),
                engine.draining()));
        ApiRoutes routes = new ApiRoutes(
                new SessionsResource(live, revocations, ban),
                new UsersResource(sessions.users(), revocations, engine.backends(), ban, engine.codes()),
                new UnverifiedResource(live, sessions.unverifiedLog(), status),
                new CountsResource(sessions),
                new ViewersHistoryResource(live.history()),
                new DecisionsResource(engine.decisions(), engine.cuts(), live),
                new ReloadResource(engine.reloading()),
                new ExplainResource(engine.explaining(), thread),
                new BansResource(revocations),
                new StatusResource(status));
        api = new Api(
                new ApiAccess(settings.token(), settings.readOnlyToken()),
                routes,
                streams,
                json,
                engine.reloading().file(),
                sessions::restored,
                thread);
    }

    private static Status.Reload shown(LastReload reload) {
        String refused = reload.refused();
        return new Status.Reload(reload.at().toString(), refused == null ? "ok" : "refused", refused);
    }

    /** Before the listener starts. */
    public void start() {
        status.start();
    }

    @Override
    public RequestHandler apply(InetAddress peer) {
        return new ManagementHandler(pages, files, api, peer);
    }

    /** From now on {@code /api/events} tells of these, and they are told what operators do. */
    public void tellOf(EventLog events, Clock clock) {
        events.tell(streams);
        api.tell(events, clock);
        events.everySecond(() -> streams.everySecond(() -> json.bytes(status.now()), thread));
    }

    /** Ends what never ends by itself, so that the listener can stop at once. */
    public void endStreams() {
        streams.close();
    }

    /** Once the listener has stopped. */
    @Override
    public void close() {
        status.close();
        thread.close();
    }
}
