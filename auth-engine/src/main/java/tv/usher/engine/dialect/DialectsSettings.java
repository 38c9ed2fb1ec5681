package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.cut.ApiAddress;
import tv.usher.engine.cut.MediaServers;
import tv.usher.engine.cut.ServerApi;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.session.SessionSettings;

/** The settings of each dialect. */
public record DialectsSettings(
        @Default("{}") CesboSettings cesbo,
        @Default("{}") EveryRequest nginx,
        @Default("{}") EveryRequest forwardAuth,
        @Default("{}") EveryRequest envoy,
        @Default("{}") FlussonicSettings flussonic,
        @Default("{}") MediamtxSettings mediamtx,
        @Default("{}") OnceWithApi srs,
        @Default("{}") OmeSettings ome,
        @Default("{}") NginxRtmpSettings nginxRtmp,
        @Default("{}") OnceWithApi zlmediakit,
        @Default("{}") OnceWithApi mistserver,
        @Default("{}") OncePerPlayback antmedia) {

    /**
     * A caller that asks when playback starts, and never again.
     *
     * @param idleTimeout when its sessions count as over, since no call tells that, or that call may be lost; longer than most viewings
     */
    public record OncePerPlayback(@Default("4h") Duration idleTimeout) {

        public OncePerPlayback {
            SessionSettings.requireIdleTimeout(idleTimeout);
        }
    }

    /**
     * As above, of a caller that can be told to cut a viewer.
     *
     * @param idleTimeout when its sessions count as over
     * @param api         empty: it can't be told
     * @param apiUser     whom the API lets in; empty if it asks for no login, or for a secret alone
     * @param servers     those whose API is elsewhere, by the addresses that they ask from
     */
    public record OnceWithApi(
            @Default("4h") Duration idleTimeout,
            Optional<ApiAddress> api,
            Optional<String> apiUser,
            Optional<Secret> apiPassword,
            Map<Cidr, ServerApi> servers) {

        public OnceWithApi {
            SessionSettings.requireIdleTimeout(idleTimeout);
            MediaServers.of(api, apiUser, apiPassword, servers);
        }

        MediaServers mediaServers() {
            return MediaServers.of(api, apiUser, apiPassword, servers);
        }
    }

    /**
     * A caller that asks about every playlist and segment.
     *
     * @param idleTimeout    of its sessions; empty: as all sessions
     * @param trustedProxies proxies in front of it, whose addresses in {@code X-Forwarded-For} aren't the viewer's
     */
    public record EveryRequest(Optional<Duration> idleTimeout, List<Cidr> trustedProxies) {

        public EveryRequest {
            idleTimeout.ifPresent(SessionSettings::requireIdleTimeout);
            trustedProxies = List.copyOf(trustedProxies);
            ForwardedFor.requireNotEveryone(trustedProxies);
        }
    }

    /** Those that can be told to cut a viewer, by the names of the dialects. */
    public Map<String, MediaServers> mediaServers() {
        Map<String, MediaServers> servers = new LinkedHashMap<>();
        servers.put("cesbo", cesbo.mediaServers());
        servers.put("flussonic", flussonic.mediaServers());
        servers.put("mediamtx", mediamtx.mediaServers());
        servers.put("srs", srs.mediaServers());
        servers.put("nginx-rtmp", nginxRtmp.mediaServers());
        servers.put("zlmediakit", zlmediakit.mediaServers());
        servers.put("mistserver", mistserver.mediaServers());
        servers.values().removeIf(MediaServers::isEmpty);
        return servers;
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
