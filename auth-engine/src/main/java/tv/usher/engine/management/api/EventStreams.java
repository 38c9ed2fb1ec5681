package tv.usher.engine.management.api;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.event.EventLine;
import tv.usher.engine.event.EventListener;

/** All who listen to events now. Bounded; who reads too slowly is dropped, so that nobody makes Usher keep what happened. Thread-safe. */
public final class EventStreams implements EventListener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private static final int HEARTBEAT_SECONDS = 15;

    private final int most;
    private final CounterDataPoint dropped;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean making = new AtomicBoolean();
    private volatile boolean closed;
    private int seconds;

    /**
     * @param most streams at once
     */
    public EventStreams(int most, PrometheusRegistry registry) {
        this.most = most;
        GaugeWithCallback.builder()
                .name("usher_event_streams")
                .help("Who listens to /api/events now")
                .callback(callback -> callback.call(open.size()))
                .register(registry);
        this.dropped = Counter.builder()
                .withoutExemplars()
                .name("usher_event_streams_dropped_total")
                .help("Listeners to /api/events that were dropped since they read too slowly")
                .register(registry)
                .labelValues();
    }

    /**
     * Answers with a stream, if there is room.
     *
     * @throws ApiException if there isn't
     */
    void open(Channel channel, FullHttpRequest http, StreamRequest wanted) {
        EventStream stream = new EventStream(channel, wanted);
        synchronized (this) { // event loops; nothing is waited for
            if (closed || open.size() >= most) {
                throw new ApiException(
                        ApiProblem.BUSY,
                        "enough streams of events are open (management.max-streams: " + most + ")",
                        Map.of("Retry-After", "10")); // listeners stay longer than other requests take
            }
            open.add(stream);
        }
        channel.closeFuture().addListener(gone -> open.remove(stream));
        stream.begin(http.protocolVersion().isKeepAliveDefault());
    }

    @Override
    public boolean isListening() {
        return !open.isEmpty();
    }

    @Override
    public void heard(List<EventLine> events) {
        toEach(stream -> stream.heard(events));
    }

    /**
     * Called once a second.
     *
     * @param status made for those who want it, if there are any
     * @param executor makes it
     */
    public void everySecond(Supplier<byte[]> status, Executor executor) {
        if (++seconds % HEARTBEAT_SECONDS == 0) {
            toEach(EventStream::heartbeat);
        }
        if (open.stream().noneMatch(EventStream::wantsStatus) || !making.compareAndSet(false, true)) {
            return; // the last one isn't ready
        }
        try {
            executor.execute(() -> tellStatus(status));
        } catch (RejectedExecutionException e) { // it has enough to do; the next second may be better
            making.set(false);
        }
    }

    private void tellStatus(Supplier<byte[]> status) {
        try {
            byte[] json = status.get();
            toEach(stream -> !stream.wantsStatus() || stream.status(json));
        } catch (RuntimeException e) {
            log.error("the status couldn't be told", e);
        } finally {
            making.set(false);
        }
    }

    private void toEach(Predicate<EventStream> tell) {
        List<EventStream> slow = open.stream().filter(tell.negate()).toList();
        for (EventStream stream : slow) {
            if (open.remove(stream)) {
                dropped.inc();
                stream.drop();
            }
        }
    }

    /** Ends all of them, so that a stop needn't wait. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        open.forEach(EventStream::end);
    }
}
