package tv.usher.engine.wiring;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;

/** How the last reload went, as metrics and as an event; a start counts as one that went well. Thread-safe. */
public final class ReloadRecorder {

    /** As the API answers. */
    private static final long DONE = 200;

    private static final long REFUSED = 409;

    private final Gauge successful;
    private final Gauge at;
    private final Events events;
    private final Clock clock;

    ReloadRecorder(PrometheusRegistry registry, Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
        this.successful = Gauge.builder()
                .name("usher_config_last_reload_successful")
                .help("1 if the last reload put the file in force, 0 if it was refused and the former one stays")
                .register(registry);
        this.at = Gauge.builder()
                .name("usher_config_last_reload_timestamp_seconds")
                .help("When the last reload was, also one that was refused, in seconds since 1970")
                .register(registry);
        note(true);
    }

    /**
     * @param changes a line each
     */
    public void reloaded(List<String> changes) {
        note(true);
        tell(Event.of(EventType.RELOAD, clock.wallNow()).with("result", "ok").with("changes", changes));
    }

    /**
     * @param problems a line each
     */
    public void refused(List<String> problems) {
        note(false);
        tell(Event.of(EventType.RELOAD, clock.wallNow())
                .with("result", "refused")
                .with("problems", problems));
    }

    /**
     * Who had it done was nobody of the API, which tells its own calls.
     *
     * @param done false if it was refused, or failed
     */
    public void orderedBySignal(boolean done) {
        long now = clock.wallNow();
        events.add(
                EventType.AUDIT,
                () -> Event.of(EventType.AUDIT, now)
                        .with("action", "SIGHUP")
                        .with("by", "signal")
                        .with("status", done ? DONE : REFUSED)
                        .build());
    }

    private void tell(Event.Builder event) {
        events.add(EventType.RELOAD, event::build);
    }

    private void note(boolean ok) {
        successful.set(ok ? 1 : 0);
        at.set(clock.wallNow() / 1_000.0);
    }
}
