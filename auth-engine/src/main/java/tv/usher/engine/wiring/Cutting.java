package tv.usher.engine.wiring;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tv.usher.api.Secret;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.cut.CutMetrics;
import tv.usher.engine.cut.CutSettings;
import tv.usher.engine.cut.Cuts;
import tv.usher.engine.cut.RecentCuts;
import tv.usher.engine.exchange.ExchangeSettings;
import tv.usher.engine.exchange.HttpExchange;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.DaemonThreads;
import tv.usher.engine.util.Heap;

/**
 * What one configuration needs to cut viewers at its media servers: threads and connections of its own, so that a media server that hangs holds up
 * nobody.
 */
final class Cutting implements AutoCloseable {

    private static final long TICK_MILLIS = 10;

    private final Timer timer;
    private final HttpExchange exchange;
    private final Cuts cuts;

    private Cutting(
            UsherConfig config, Supplier<Secret> ownPassword, CutMetrics metrics, RecentCuts recent, Clock clock) {
        CutSettings settings = config.cuts();
        this.timer = new HashedWheelTimer(new DaemonThreads("usher-cuts-timer"), TICK_MILLIS, TimeUnit.MILLISECONDS);
        this.exchange = exchange(settings, timer, clock);
        this.cuts = new Cuts(
                config.dialects().mediaServers(),
                settings,
                Heap.ofThisProcess().holds(config.sessions().maxSessions(), 5, Cuts.BYTES_OF_AN_ORDER),
                ownPassword,
                exchange::send,
                Executors.newSingleThreadScheduledExecutor(new DaemonThreads("usher-cuts")),
                metrics,
                recent,
                clock);
    }

    /** Empty if no media server can be told to cut a viewer. */
    static Optional<Cutting> of(
            UsherConfig config, Supplier<Secret> ownPassword, CutMetrics metrics, RecentCuts recent, Clock clock) {
        return config.dialects().mediaServers().isEmpty()
                ? Optional.empty()
                : Optional.of(new Cutting(config, ownPassword, metrics, recent, clock));
    }

    static HttpExchange exchange(CutSettings settings, Timer timer, Clock clock) {
        ExchangeSettings calls =
                ExchangeSettings.plain(settings.timeout(), settings.maxAtOnce(), settings.maxAnswer(), settings.tls());
        return new HttpExchange("media-servers", calls, false, 1, (address, connects) -> {}, () -> {}, timer, clock);
    }

    Cuts cuts() {
        return cuts;
    }

    boolean isIdle() {
        return cuts.isIdle();
    }

    @Override
    public void close() {
        cuts.close();
        exchange.close();
        timer.stop();
    }
}
