package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;

/** What each language has of its own. */
public record DialectsSettings(
        @Default("{}") OncePerPlayback cesbo,
        @Default("{}") EveryRequest nginx,
        @Default("{}") EveryRequest forwardAuth) {

    /**
     * A caller that asks when playback starts, and never again.
     *
     * @param idleTimeout when its sessions are taken as over, since nothing tells; longer than most viewings
     */
    public record OncePerPlayback(@Default("4h") Duration idleTimeout) {}

    /**
     * A caller that asks about every playlist and segment.
     *
     * @param idleTimeout of its sessions; empty: as all sessions
     */
    public record EveryRequest(Optional<Duration> idleTimeout) {}

    /** By the names of the dialects; those that have none of their own are missing. */
    public Map<String, Duration> idleTimeouts() {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        timeouts.put("cesbo", cesbo.idleTimeout());
        nginx.idleTimeout().ifPresent(timeout -> timeouts.put("nginx", timeout));
        forwardAuth.idleTimeout().ifPresent(timeout -> timeouts.put("forward-auth", timeout));
        return timeouts;
    }
}
