package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.UnverifiedSettings;
import tv.usher.engine.cut.CutSettings;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.dialect.IdentitySettings;
import tv.usher.engine.event.EventSettings;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.rule.GeoSettings;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.tls.ListenerTlsSettings;

/** The keys of the file that depend on no other. */
record GeneralSettings(
        @Default(GeneralSettings.LISTEN) HostPort listen,
        Optional<ListenerTlsSettings> tls,
        @Default("data") Path dataDir,
        Optional<OnUnavailable> onUnavailable,
        Optional<UnverifiedSettings> unverified,
        @Default("{}") ManagementSettings management,
        @Default("{}") InboundSettings inbound,
        @Default("{}") SessionSettings sessions,
        @Default("{}") DialectsSettings dialects,
        @Default("{}") GeoSettings geo,
        @Default("{}") IdentitySettings identity,
        @Default("{}") EventSettings events,
        @Default("{}") CutSettings cuts) {

    /** Where callers ask if the file doesn't say. */
    static final String LISTEN = "127.0.0.1:1064";

    GeneralSettings with(Path folder, SessionSettings others) {
        return new GeneralSettings(
                listen,
                tls,
                folder,
                onUnavailable,
                unverified,
                management,
                inbound,
                others,
                dialects,
                geo,
                identity,
                events,
                cuts);
    }
}
