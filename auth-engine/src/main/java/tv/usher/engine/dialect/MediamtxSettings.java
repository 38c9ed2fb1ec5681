package tv.usher.engine.dialect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.api.Secret;
import tv.usher.engine.cut.ApiAddress;
import tv.usher.engine.cut.MediaServers;
import tv.usher.engine.cut.ServerApi;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.session.SessionSettings;

/**
 * Settings of the dialect of MediaMTX.
 *
 * @param idleTimeout  when its sessions count as over, since it doesn't tell
 * @param allowActions actions that everybody who reaches MediaMTX may do without a decision; never publish, read or playback
 * @param api          where it can be told to cut a viewer; empty: it can't
 * @param apiUser      whom the API lets in; empty if it asks for no login
 * @param servers      those whose API is elsewhere, by the addresses that they ask from
 */
public record MediamtxSettings(
        @Default("4h") Duration idleTimeout,
        List<OwnAction> allowActions,
        Optional<ApiAddress> api,
        Optional<String> apiUser,
        Optional<Secret> apiPassword,
        Map<Cidr, ServerApi> servers) {

    /** The actions that aren't about a stream. */
    public enum OwnAction {
        API,
        METRICS,
        PPROF;

        /** The name that MediaMTX sends. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public MediamtxSettings {
        SessionSettings.requireIdleTimeout(idleTimeout);
        allowActions = List.copyOf(allowActions);
        MediaServers.of(api, apiUser, apiPassword, servers);
    }

    /** Those that can be told to cut a viewer. */
    MediaServers mediaServers() {
        return MediaServers.of(api, apiUser, apiPassword, servers);
    }
}
