package tv.usher.engine.event;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.util.Optional;
import tv.usher.engine.util.Clock;

/** Events as tests want them. */
public final class TestingEvents {

    private TestingEvents() {}

    public static EventSettings settings(String file) {
        return new EventSettings(Optional.of(file), 1 << 20, 10, false, 1_000);
    }

    /** Written to no file. */
    public static EventLog unwritten() {
        return EventLog.of(
                new EventSettings(Optional.empty(), 1 << 20, 10, false, 1_000),
                Path.of("/nowhere"),
                address -> address,
                new PrometheusRegistry(),
                Clock.system());
    }

    /** A denial of a viewer at that address. */
    public static Event denied(String address) {
        return Event.of(EventType.DENIED, 1_700_000_000_000L)
                .with("reason", "token-unknown")
                .address(address)
                .message("never heard of the token of " + address)
                .build();
    }

    public static Event named(String name) {
        return Event.of(EventType.SESSION_BEGUN, 1_700_000_000_000L)
                .with("name", name)
                .build();
    }
}
