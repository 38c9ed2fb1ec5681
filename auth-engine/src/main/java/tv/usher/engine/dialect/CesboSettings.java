package tv.usher.engine.dialect;

import java.time.Duration;
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
 * Settings of the dialect of Astra and Alta.
 *
 * @param idleTimeout when their sessions count as over, since they ask at the start of playback and never again
 * @param redirect    how they are told where a denied viewer goes instead; versions differ in that
 * @param api         of Astra, where it can be told to cut a viewer; empty: it can't. Alta has none
 * @param apiUser     an administrator of Astra
 * @param servers     Astras whose API is elsewhere, by the addresses that they ask from
 */
public record CesboSettings(
        @Default("4h") Duration idleTimeout,
        @Default("x-location") Redirect redirect,
        Optional<ApiAddress> api,
        Optional<String> apiUser,
        Optional<Secret> apiPassword,
        Map<Cidr, ServerApi> servers) {

    public CesboSettings {
        SessionSettings.requireIdleTimeout(idleTimeout);
        MediaServers.of(api, apiUser, apiPassword, servers);
    }

    /** Those that can be told to cut a viewer. */
    MediaServers mediaServers() {
        return MediaServers.of(api, apiUser, apiPassword, servers);
    }
}
