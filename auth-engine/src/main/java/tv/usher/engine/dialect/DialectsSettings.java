package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.net.Cidr;

/** The settings of each dialect. */
public record DialectsSettings(
        @Default("{}") CesboSettings cesbo,
        @Default("{}") EveryRequest nginx,
        @Default("{}") EveryRequest forwardAuth,
        @Default("{}") EveryRequest envoy,
        @Default("{}") FlussonicSettings flussonic,
        @Default("{}") MediamtxSettings mediamtx,
        @Default("{}") OncePerPlayback srs,
        @Default("{}") OmeSettings ome,
        @Default("{}") OncePerPlayback nginxRtmp,
        @Default("{}") OncePerPlayback zlmediakit,
        @Default("{}") OncePerPlayback mistserver,
        @Default("{}") OncePerPlayback antmedia) {

    /**
     * A caller that asks when playback starts, and never again.
     *
     * @param idleTimeout when its sessions count as over, since no call tells that, or that call may be lost; longer than most viewings
     */
    public record OncePerPlayback(@Default("4h") Duration idleTimeout) {}

    /**
     * A caller that asks about every playlist and segment.
     *
     * @param idleTimeout    of its sessions; empty: as all sessions
     * @param trustedProxies proxies in front of it, whose addresses in {@code X-Forwarded-For} aren't the viewer's
     */
    public record EveryRequest(Optional<Duration> idleTimeout, List<Cidr> trustedProxies) {

        public EveryRequest {
            trustedProxies = List.copyOf(trustedProxies);
            if (trustedProxies.stream().anyMatch(range -> range.prefix() == 0)) {
                throw new IllegalArgumentException(
                        "trusted-proxies names every address there is, so that any viewer could claim to come from any address");
            }
        }
    }

    /** By the names of the dialects; a dialect without a value of its own is missing. */
    public Map<String, Duration> idleTimeouts() {
        Map<String, Duration> timeouts = new LinkedHashMap<>();
        timeouts.put("cesbo", cesbo.idleTimeout());
        nginx.idleTimeout().ifPresent(timeout -> timeouts.put("nginx", timeout));
        forwardAuth.idleTimeout().ifPresent(timeout -> timeouts.put("forward-auth", timeout));
        envoy.idleTimeout().ifPresent(timeout -> timeouts.put("envoy", timeout));
        timeouts.put("flussonic", flussonic.idleTimeout());
        timeouts.put("mediamtx", mediamtx.idleTimeout());
        timeouts.put("srs", srs.idleTimeout());
        timeouts.put("ome", ome.idleTimeout());
        timeouts.put("nginx-rtmp", nginxRtmp.idleTimeout());
        timeouts.put("zlmediakit", zlmediakit.idleTimeout());
        timeouts.put("mistserver", mistserver.idleTimeout());
        timeouts.put("antmedia", antmedia.idleTimeout());
        return timeouts;
    }
}
