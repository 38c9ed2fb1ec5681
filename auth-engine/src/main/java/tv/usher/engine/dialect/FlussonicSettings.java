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

/**
 * Settings of the dialect of Flussonic.
 *
 * @param idleTimeout   of its sessions, which it asks about again and again; longer than {@code recheck}
 * @param recheck       the longest time that an allow holds before it asks again
 * @param recheckDenied the time that a denial holds
 * @param api           where it can be told to cut a viewer; empty: it can't
 * @param apiUser       whom the API lets in; empty if it asks for no login
 * @param servers       those whose API is elsewhere, by the addresses that they ask from
 */
public record FlussonicSettings(
        @Default("10m") Duration idleTimeout,
        @Default("3m") Duration recheck,
        @Default("10s") Duration recheckDenied,
        Optional<ApiAddress> api,
        Optional<String> apiUser,
        Optional<Secret> apiPassword,
        Map<Cidr, ServerApi> servers) {

    public FlussonicSettings {
        if (recheck.toSeconds() < 1 || recheckDenied.toSeconds() < 1) {
            throw new IllegalArgumentException("recheck and recheck-denied must be at least 1s");
        }
        if (idleTimeout.compareTo(recheck) <= 0) {
            throw new IllegalArgumentException(
                    "idle-timeout must be longer than recheck, or who is watching would be forgotten in between");
        }
        MediaServers.of(api, apiUser, apiPassword, servers);
    }

    /** Those that can be told to cut a viewer. */
    MediaServers mediaServers() {
        return MediaServers.of(api, apiUser, apiPassword, servers);
    }
}
