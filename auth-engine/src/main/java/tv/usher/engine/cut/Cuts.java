package tv.usher.engine.cut;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.api.Secret;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.FairQueue;
import tv.usher.engine.util.RateLimiter;
import tv.usher.engine.util.Undecided;

/**
 * Tells media servers to cut viewers whose session has ended, as one configuration says. What keeps such a viewer out is remembered before
 * this hears of the end, so a player that comes back at once is refused. Each media server has queues of its own. Thread-safe; nothing here
 * blocks.
 */
public final class Cuts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Cuts.class);

    /** The memory that one order of an operator needs while it waits. */
    public static final int BYTES_OF_AN_ORDER = 700;

    private final Map<String, MediaServers> servers;
    private final Map<String, Cutter> cutters;
    private final CutSettings settings;
    private final ApiCalls calls;
    private final ScheduledExecutorService executor;
    private final CutMetrics metrics;
    private final RecentCuts recent;
    private final Clock clock;
    private final int maxOrdered;
    private final AtomicInteger ordered = new AtomicInteger(); // by operators, at all media servers
    private final Map<QueueName, FairQueue<CutOrder>> queues = new ConcurrentHashMap<>();
    private final FairQueue<CutOrder> pausing;
    private final Map<String, RateLimiter> warnings = new ConcurrentHashMap<>();

    /**
     * A media server has one queue for what operators order, and one for the rest: neither delays the other, nor takes its room.
     *
     * @param base where the API is
     */
    private record QueueName(String base, boolean ofOperators) {}

    /**
     * @param servers     by dialect; whatever isn't there can't be told
     * @param maxOrdered  connections that may wait, or be cut, by order of operators; beyond that media servers aren't told
     * @param ownPassword by which a media server's question shows that it is Usher whom it has to obey
     * @param executor    with one thread; closed with this
     */
    public Cuts(
            Map<String, MediaServers> servers,
            CutSettings settings,
            int maxOrdered,
            Supplier<Secret> ownPassword,
            ApiCalls calls,
            ScheduledExecutorService executor,
            CutMetrics metrics,
            RecentCuts recent,
            Clock clock) {
        this.servers = Map.copyOf(servers);
        this.cutters = cutters(ownPassword);
        this.settings = settings;
        this.maxOrdered = maxOrdered;
        this.pausing = new FairQueue<>(Math.max(1, settings.maxWaiting()), 0, settings.addressShare());
        this.calls = calls;
        this.executor = executor;
        this.metrics = metrics;
        this.recent = recent;
        this.clock = clock;
    }

    static Map<String, Cutter> cutters(Supplier<Secret> ownPassword) {
        return Map.of(
                "cesbo", new AstraCutter(),
                "flussonic", new FlussonicCutter(),
                "mediamtx", new MediamtxCutter(ownPassword),
                "srs", new SrsCutter(),
                "nginx-rtmp", new NginxRtmpCutter(),
                "zlmediakit", new ZlmediakitCutter(),
                "mistserver", new MistserverCutter());
    }

    /**
     * A session is over; nothing happens if its viewer has left, or goes on in the newer session.
     *
     * @param newer that took its place; null if none did
     */
    public void ended(Session session, SessionEnd why, @Nullable Session newer) {
        MediaServers its = servers.get(session.origin().dialect());
        if (its == null || !mustGo(session, why, newer)) {
            return;
        }
        for (ServerConnection connection : session.connections()) {
            boolean playsNewer = newer != null && newer.connections().contains(connection);
            if (!playsNewer) {
                its.at(connection.server()).ifPresent(server -> add(CutOrder.of(session, why, connection, server)));
            }
        }
    }

    /**
     * A viewer was refused, whose media server leaves the connection open all the same. It is told a moment later, once it has heard of the refusal:
     * while it waits for that, it has nothing to cut yet. Until then nobody else waits for this one.
     */
    public void refused(String dialect, ServerConnection connection, String client, String channel) {
        MediaServers its = servers.get(dialect);
        if (its != null) {
            long now = clock.now();
            its.at(connection.server())
                    .map(server -> CutOrder.ofRefused(dialect, connection, client, channel, server, now))
                    .ifPresent(this::addLater);
        }
    }

    private void addLater(CutOrder order) {
        if (pausing.enter(order.customer(), order) != FairQueue.Entry.RUNS) {
            drop(order);
            return;
        }
        schedule(
                () -> {
                    pausing.leave(order);
                    add(order);
                },
                settings.retryAfter());
    }

    private static boolean mustGo(Session session, SessionEnd why, @Nullable Session newer) {
        return switch (why) {
            case KICKED, BANNED, OVER_LIMIT, CHANNEL_CHANGED, DENIED, GRANT_OVER -> true;
            case BEGAN_AGAIN -> newer != null && !newer.key().equals(session.key());
            case IDLE, LEFT, UNHEARD, ELSEWHERE, AWAY -> false;
        };
    }

    private void add(CutOrder order) {
        if (order.isByOperator() && ordered.incrementAndGet() > maxOrdered) {
            ordered.decrementAndGet();
            drop(order);
            return;
        }
        switch (queue(order).enter(order.customer(), order)) {
            case RUNS -> begin(order);
            case WAITS -> {}
            case OVER_SHARE, FULL -> drop(order); // never an operator's
        }
    }

    private void drop(CutOrder order) {
        note(order, new CutResult(CutResult.Kind.DROPPED, "too many are waiting to be cut there already"));
    }

    private FairQueue<CutOrder> queue(CutOrder order) {
        return queues.computeIfAbsent(
                new QueueName(order.base(), order.isByOperator()),
                name -> name.ofOperators()
                        ? new FairQueue<>(settings.maxAtOnce(), Integer.MAX_VALUE, 100)
                        : new FairQueue<>(settings.maxAtOnce(), settings.maxWaiting(), settings.addressShare()));
    }

    private void begin(CutOrder order) {
        schedule(() -> attempt(order), Duration.ZERO);
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("A viewer had to be cut when Usher stopped");
        }
    }

    private void attempt(CutOrder order) {
        cut(order).whenComplete((result, failure) -> {
            CutResult heard = failure == null ? result : failed(failure);
            boolean isNotThereYet = heard.kind() == CutResult.Kind.GONE && order.mayStillCome(clock.now());
            if ((heard.kind() == CutResult.Kind.FAILED_NOW || isNotThereYet) && order.mayTryAgain()) {
                schedule(() -> attempt(order), settings.retryAfter());
            } else {
                note(order, heard);
                leave(order);
            }
        });
    }

    private CompletableFuture<CutResult> cut(CutOrder order) {
        long now = clock.now();
        long deadline = now + settings.timeout().toNanos();
        ApiClient api = new ApiClient(
                order.base(),
                order.server().login(),
                calls,
                () -> Duration.ofNanos(Math.max(1_000_000, deadline - clock.now())));
        try {
            return Objects.requireNonNull(cutters.get(order.dialect())).cut(api, order.connection(), order.age(now));
        } catch (Throwable e) { // a bug; the next ones must have their turn
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CutResult failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Undecided known) {
                return new CutResult(CutResult.Kind.FAILED_NOW, known.reason().text());
            }
        }
        log.error("a bug: a viewer couldn't be cut", failure);
        return new CutResult(CutResult.Kind.FAILED, "Usher itself failed; the log has more");
    }

    private void leave(CutOrder order) {
        FairQueue<CutOrder> queue = queue(order);
        queue.leave(order);
        if (order.isByOperator()) {
            ordered.decrementAndGet();
        }
        for (CutOrder next = queue.next(); next != null; next = queue.next()) {
            begin(next);
        }
    }

    private void note(CutOrder order, CutResult result) {
        metrics.count(order.dialect(), result.kind());
        recent.add(order.record(clock.wallNow(), result));
        if (result.kind() != CutResult.Kind.CUT && result.kind() != CutResult.Kind.GONE) {
            warn(order, result);
        }
    }

    private void warn(CutOrder order, CutResult result) {
        long now = clock.now();
        if (warnings.computeIfAbsent(order.base(), base -> new RateLimiter(Duration.ofMinutes(1), now))
                .take(now)) {
            log.warn(
                    "{} at {} didn't cut a viewer who must not go on: {}; further ones of this minute aren't logged",
                    order.dialect(),
                    order.base(),
                    result.text());
        }
    }

    /** True while no media server has anything left to do. */
    public boolean isIdle() {
        return pausing.size() == 0 && queues.values().stream().allMatch(queue -> queue.size() == 0);
    }

    /** Nothing begins any more. */
    @Override
    public void close() {
        executor.shutdownNow();
        int left = pausing.size()
                + queues.values().stream().mapToInt(FairQueue::size).sum();
        if (left > 0) {
            log.warn(
                    "{} viewers who must not go on weren't cut, as far as is known, before Usher stopped or its configuration was replaced",
                    left);
        }
    }
}
