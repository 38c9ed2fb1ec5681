package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.cut.CutSettings;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.dialect.DialectsSettings;
import tv.usher.engine.dialect.IdentitySettings;
import tv.usher.engine.event.EventSettings;
import tv.usher.engine.inbound.InboundSettings;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.Cidr;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.rule.GeoSettings;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.tls.ListenerTlsSettings;

/**
 * A whole configuration file, bound and checked. It has no contradictions.
 *
 * @param listen         where callers ask
 * @param tls            of that listener; its files could be used when they were read
 * @param trustedCallers who may ask; never empty
 * @param dataDir        absolute; need not exist
 * @param management     the listener for operators
 * @param inbound        bounds of the listener for callers
 * @param sessions       how viewers are remembered
 * @param dialects       what each language has of its own
 * @param geo            how viewers are placed; has a database if a rule goes by countries
 * @param identity       where a viewing's identity stands, if not in the query
 * @param events         what is kept of what happened
 * @param cuts           how media servers are told to cut viewers
 * @param backends       in the order of the file; names are unique
 * @param checks         backends that ask nobody, in the order of the file; names differ from those of {@code backends} too
 * @param access         in the order of the file, at least one; each backend that a rule asks is one of {@code backends} or {@code checks}
 * @param limits         of sessions, beside those of grants; in the order of the file, names are unique
 * @param environment    the value of a variable that another file names, or null if it isn't set
 * @param effective      one line a key, defaults included, secrets redacted
 * @param changed        those lines of {@code effective} that differ from the defaults: for the log, once at start
 */
public record UsherConfig(
        HostPort listen,
        Optional<ListenerTlsSettings> tls,
        List<Cidr> trustedCallers,
        Path dataDir,
        ManagementSettings management,
        InboundSettings inbound,
        SessionSettings sessions,
        DialectsSettings dialects,
        GeoSettings geo,
        IdentitySettings identity,
        EventSettings events,
        CutSettings cuts,
        List<BackendConfig> backends,
        List<CheckConfig> checks,
        List<RuleSettings> access,
        List<SessionLimitSettings> limits,
        UnaryOperator<@Nullable String> environment,
        List<String> effective,
        List<String> changed) {

    public UsherConfig {
        trustedCallers = List.copyOf(trustedCallers);
        backends = List.copyOf(backends);
        checks = List.copyOf(checks);
        access = List.copyOf(access);
        limits = List.copyOf(limits);
        effective = List.copyOf(effective);
        changed = List.copyOf(changed);
    }
}
