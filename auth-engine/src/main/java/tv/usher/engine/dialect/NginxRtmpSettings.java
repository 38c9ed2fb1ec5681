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
 * Settings of the dialect of nginx-rtmp.
 *
 * @param idleTimeout     when its sessions count as over if it doesn't tell
 * @param control         the location with {@code rtmp_control}, where it can be told to cut a viewer; empty: it can't
 * @param controlUser     of that location's {@code auth_basic}; empty if it asks for no login
 * @param servers         those whose control is elsewhere, by the addresses that they ask from
 */
public record NginxRtmpSettings(
        @Default("4h") Duration idleTimeout,
        Optional<ApiAddress> control,
        Optional<String> controlUser,
        Optional<Secret> controlPassword,
        Map<Cidr, ServerApi> servers) {

    public NginxRtmpSettings {
        SessionSettings.requireIdleTimeout(idleTimeout);
        MediaServers.of(control, controlUser, controlPassword, servers);
    }

    /** Those that can be told to cut a viewer. */
    MediaServers mediaServers() {
        return MediaServers.of(control, controlUser, controlPassword, servers);
    }
}
