package tv.usher.engine.backend.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Reason;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.util.Clock;

/** One backend's outages and canaries as events. Thread-safe. */
final class OutageEvents {

    private static final String GOOD = "good";

    private final String backend;
    private final OnUnavailable action;
    private final Events events;
    private final Clock clock;
    private String canary = "";

    OutageEvents(String backend, OnUnavailable action, Events events, Clock clock) {
        this.backend = backend;
        this.action = action;
        this.events = events;
        this.clock = clock;
    }

    void began(Reason reason) {
        tell(EventType.OUTAGE_BEGUN, about(EventType.OUTAGE_BEGUN, reason).with("onUnavailable", action.word()));
    }

    void changed(Reason reason) {
        tell(EventType.OUTAGE_CHANGED, about(EventType.OUTAGE_CHANGED, reason));
    }

    void ended(Duration lasted) {
        tell(EventType.OUTAGE_ENDED, of(EventType.OUTAGE_ENDED).withSeconds("lastedSeconds", lasted.toMillis()));
    }

    /**
     * Told if it differs from the one before.
     *
     * @param problem null for a good one
     */
    void canary(@Nullable Reason problem) {
        String result = problem == null ? GOOD : problem.code();
        synchronized (this) { // a few a second at most
            if (canary.equals(result)) {
                return;
            }
            canary = result;
        }
        tell(
                EventType.CANARY,
                problem == null
                        ? of(EventType.CANARY).with("state", GOOD)
                        : about(EventType.CANARY, problem).with("state", "failed"));
    }

    private Event.Builder about(EventType type, Reason reason) {
        return of(type).with("reason", reason.code()).message(reason.text());
    }

    private Event.Builder of(EventType type) {
        return Event.of(type, clock.wallNow()).with("backend", backend);
    }

    private void tell(EventType type, Event.Builder event) {
        events.add(type, event::build);
    }
}
