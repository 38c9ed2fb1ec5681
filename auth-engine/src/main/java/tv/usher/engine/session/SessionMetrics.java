package tv.usher.engine.session;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The metrics of known viewers. */
public final class SessionMetrics {

    public final CounterDataPoint known;
    public final CounterDataPoint asked;
    public final CounterDataPoint coalesced;
    public final CounterDataPoint refreshed;
    public final CounterDataPoint kept;
    public final CounterDataPoint denied;
    final CounterDataPoint overLimit;
    final CounterDataPoint full;
    private final PrometheusRegistry registry;

    public SessionMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        Counter questions = Counter.builder()
                .withoutExemplars()
                .name("usher_questions_total")
                .help(
                        "Questions about viewers whom a rule doesn't decide. known, denied: answered from memory; asked: backends"
                                + " were asked; coalesced: waited for an equal question")
                .labelNames("by")
                .register(registry);
        known = questions.labelValues("known");
        denied = questions.labelValues("denied");
        asked = questions.labelValues("asked");
        coalesced = questions.labelValues("coalesced");
        refreshed =
                counter("usher_sessions_refreshed_total", "Known viewers asked about again ahead of their grant's end");
        kept = counter(
                "usher_sessions_kept_total", "Times that a known viewer went on since a backend was unavailable");
        overLimit = counter("usher_sessions_over_limit_total", "Viewers denied since all places of a limit were taken");
        full = counter(
                "usher_sessions_unremembered_total",
                "Viewers let in but not remembered since usher_sessions_most was reached, or their address had its share");
    }

    private CounterDataPoint counter(String name, String help) {
        return Counter.builder()
                .withoutExemplars()
                .name(name)
                .help(help)
                .register(registry)
                .labelValues();
    }

    void watch(
            LongSupplier sessions,
            LongSupplier most,
            LongSupplier denials,
            LongSupplier bans,
            BooleanSupplier storeWorks) {
        gauge("usher_sessions", "Sessions that live, as /api/counts has them", sessions);
        gauge(
                "usher_sessions_most",
                "Sessions that are remembered at once, with those whose grant is over until they are swept: max-sessions, or as many as the heap holds",
                most);
        gauge("usher_denials_remembered", "Denials that answer from memory, an estimate", denials);
        gauge(
                "usher_bans",
                "Bans of users, viewings and tokens, as sessions.max-bans bounds them; one order may make several",
                bans);
        gauge(
                "usher_store_up",
                "1 while sessions are stored, 0 while they are in memory alone",
                () -> storeWorks.getAsBoolean() ? 1 : 0);
    }

    /**
     * @param unverified tells how many there are of each backend
     */
    void watchUnverified(Consumer<BiConsumer<String, Integer>> unverified) {
        GaugeWithCallback.builder()
                .name("usher_backend_unverified")
                .help("Viewers who were let in since a backend was unavailable, and haven't been asked about since")
                .labelNames("backend")
                .callback(callback -> unverified.accept((backend, viewers) -> callback.call(viewers, backend)))
                .register(registry);
    }

    private void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }
}
