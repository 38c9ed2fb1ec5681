package tv.usher.daemon.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tv.usher.engine.config.BackendConfig;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.decision.Combining;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.rule.ConditionSettings;
import tv.usher.engine.tls.ListenerTlsSettings;
import tv.usher.engine.util.Durations;

/** What a configuration may say, but hardly anybody means. */
public final class Warnings {

    /** What edges speak that can refuse foreign hosts; media servers tell whatever host a viewer says. */
    private static final Set<String> EDGES = Set.of("nginx", "forward-auth", "envoy");

    /** Of HLS as it is often made, ten seconds each. */
    private static final Duration TWO_SEGMENTS = Duration.ofSeconds(20);

    private final UsherConfig config;
    private final List<String> warnings = new ArrayList<>();

    private Warnings(UsherConfig config) {
        this.config = config;
    }

    /** A sentence each. */
    public static List<String> of(UsherConfig config) {
        Warnings found = new Warnings(config);
        found.everyoneIsTrusted();
        found.managementWithoutToken();
        found.endingCertificate("", config.tls());
        found.endingCertificate("management.", config.management().tls());
        config.backends().forEach(backend -> found.warnings.addAll(BackendWarnings.of(backend, config)));
        found.backendsThatNoRuleAsks();
        found.forgottenBetweenSegments();
        found.proxiesBeforeNginx();
        found.rulesThatNeverHold();
        found.letInByHost();
        found.askedInVain();
        found.grantsOfManyChannels();
        found.grantsThatNobodyRenews();
        return List.copyOf(found.warnings);
    }

    private void everyoneIsTrusted() {
        if (config.effective().contains("insecure-trust-everyone: true")) {
            warnings.add(
                    "trusted-callers: whoever reaches the port may ask, and is believed about the viewer's address");
        }
    }

    private void managementWithoutToken() {
        String host = config.management().listen().host();
        boolean loopback = host.equalsIgnoreCase("localhost")
                || IpAddress.parse(host)
                        .filter(address -> address.toInetAddress().isLoopbackAddress())
                        .isPresent();
        if (!loopback && config.management().token().isEmpty()) {
            warnings.add(
                    "management.listen: other machines reach it, and 'management.token' is missing: whoever does sees"
                            + " health and metrics, and nobody may use the API there; set the token, or listen on 127.0.0.1");
        }
    }

    private void endingCertificate(String owner, Optional<ListenerTlsSettings> tls) {
        tls.flatMap(listener -> listener.warning(Instant.now()))
                .ifPresent(warning -> warnings.add(owner + "tls.certificate: " + warning));
    }

    private void backendsThatNoRuleAsks() {
        Set<String> asked = new HashSet<>();
        config.access().forEach(rule -> {
            asked.addAll(rule.ask());
            asked.addAll(rule.shadow());
        });
        Stream.concat(
                        config.backends().stream().map(BackendConfig::name),
                        config.checks().stream().map(CheckConfig::name))
                .filter(name -> !asked.contains(name))
                .forEach(name -> warnings.add("backends." + name + ": no rule asks it; name it in the 'ask' of one"));
    }

    private void proxiesBeforeNginx() {
        if (!config.dialects().nginx().trustedProxies().isEmpty()) {
            warnings.add("dialects.nginx.trusted-proxies: behind a proxy nginx' $remote_addr is the proxy's, so that a"
                    + " proxy_cache_key with it gives one viewer's answer to others; use set_real_ip_from in nginx"
                    + " instead (doc/callers/nginx.md), or no cache");
        }
    }

    /** Only edges that ask about every segment take up a viewing again; the other callers ask once, or may not wait so short. */
    private void forgottenBetweenSegments() {
        Optional<BackendConfig> askedOnce =
                config.backends().stream().filter(BackendWarnings::isAskedOnce).findFirst();
        if (askedOnce.isEmpty()) {
            return;
        }
        Map<String, Duration> idleTimeouts = new LinkedHashMap<>();
        idleTimeouts.put("sessions", config.sessions().idleTimeout());
        config.dialects().nginx().idleTimeout().ifPresent(own -> idleTimeouts.put("dialects.nginx", own));
        config.dialects().forwardAuth().idleTimeout().ifPresent(own -> idleTimeouts.put("dialects.forward-auth", own));
        config.dialects().envoy().idleTimeout().ifPresent(own -> idleTimeouts.put("dialects.envoy", own));
        idleTimeouts.forEach((where, idleTimeout) -> {
            if (idleTimeout.compareTo(TWO_SEGMENTS) < 0) {
                warnings.add(where + ".idle-timeout: a player that pauses for a moment is forgotten, and '"
                        + askedOnce.get().name() + "' can't be asked about its token again; choose "
                        + TWO_SEGMENTS.toSeconds() + "s or more");
            }
        });
    }

    /** Who shows such a token above several channels isn't asked about again, so nobody would notice. */
    private void grantsOfManyChannels() {
        Set<String> askedOnce = config.backends().stream()
                .filter(BackendWarnings::isAskedOnce)
                .map(BackendConfig::name)
                .collect(Collectors.toSet());
        boolean named = config.identity().paths().stream().anyMatch(path -> path.names(Captures.CHANNEL));
        for (int i = 0; i < config.access().size() && !named; i++) {
            RuleSettings rule = config.access().get(i);
            List<PathPattern> paths = rule.when().map(ConditionSettings::path).orElse(List.of());
            if (rule.ask().stream().anyMatch(askedOnce::contains)
                    && (paths.isEmpty() || !paths.stream().allMatch(path -> path.names(Captures.CHANNEL)))) {
                warnings.add("access[" + i
                        + "]: where an edge asks, a token that is shown above several channels is a grant for all of"
                        + " them; name the channel, as in path: [\"/live/{channel}/**\"]");
            }
        }
    }

    /** The default grants suit callers that ask again and again, since a grant is renewed only when somebody asks. */
    private void grantsThatNobodyRenews() {
        Map<String, Duration> idleTimeouts = config.dialects().idleTimeouts();
        List<String> askingOnce =
                new ArrayList<>(config.dialects().mediaServers().keySet());
        askingOnce.remove("flussonic"); // it asks again
        config.dialects().ome().secret().ifPresent(secret -> askingOnce.add("ome"));
        Stream.concat(
                        config.backends().stream().map(BackendConfig::name),
                        config.checks().stream().map(CheckConfig::name))
                .forEach(backend -> defaultGrant(backend).ifPresent(grant -> {
                    List<String> ended = askingOnce.stream()
                            .filter(dialect -> grant.compareTo(idleTimeouts.getOrDefault(dialect, grant)) < 0
                                    && asks(dialect, backend))
                            .map("dialects."::concat)
                            .toList();
                    if (!ended.isEmpty()) {
                        warnings.add("backends." + backend + ": where a media server asks once ("
                                + String.join(", ", ended) + "), nobody renews a grant, so 'grant' ("
                                + Durations.format(grant) + ") ends every viewing and publishing, unless the answer or"
                                + " the token says how long; make it as long as a viewing, such as 10h"
                                + " (doc/06-sessions.md)");
                    }
                }));
    }

    /** Empty if the operator has chosen one, or the backend has no such key. */
    private Optional<Duration> defaultGrant(String backend) {
        String key = "backends." + backend + ".grant: ";
        return config.effective().stream()
                .filter(line -> line.startsWith(key) && !config.changed().contains(line))
                .map(line -> line.substring(key.length()))
                .filter(value -> value.matches("[0-9]+(ms|s|m|h|d)"))
                .map(Durations::parse)
                .map(grant -> Collections.max(List.of(grant, config.sessions().minGrant())))
                .findFirst();
    }

    /** Whether a call in that dialect may have a rule ask that backend. */
    private boolean asks(String dialect, String backend) {
        return config.access().stream()
                .filter(rule -> rule.ask().contains(backend))
                .anyMatch(rule -> {
                    ConditionSettings when = rule.when().orElse(ConditionSettings.ALWAYS);
                    return (when.dialect().isEmpty() || when.dialect().contains(dialect))
                            && !when.notDialect().contains(dialect);
                });
    }

    private void rulesThatNeverHold() {
        Map<ConditionSettings, String> seen = new HashMap<>();
        String always = null;
        for (int i = 0; i < config.access().size(); i++) {
            RuleSettings rule = config.access().get(i);
            String name = rule.name().isEmpty() ? "rule " + (i + 1) : "'" + rule.name() + "'";
            ConditionSettings when = rule.when().orElse(null);
            String former = when == null ? always : seen.putIfAbsent(when, name);
            if (always != null
                    && (when == null
                            || when.action().isEmpty() && when.notAction().isEmpty())) {
                warnings.add("access[" + i + "]: " + name + " never holds, since " + always + " above always does");
            } else if (former != null) {
                warnings.add(
                        "access[" + i + "]: " + name + " never holds, since " + former + " above has its conditions");
            }
            always = when == null && always == null ? name : always;
        }
    }

    /** Media servers without virtual hosts tell any host that a viewer says. */
    private void letInByHost() {
        for (int i = 0; i < config.access().size(); i++) {
            RuleSettings rule = config.access().get(i);
            ConditionSettings when = rule.when().orElse(ConditionSettings.ALWAYS);
            boolean byHost = !when.host().isEmpty() || !when.notHost().isEmpty();
            boolean byEdge = !when.caller().isEmpty() || !when.dialect().isEmpty() && EDGES.containsAll(when.dialect());
            if (byHost && !byEdge && rule.then().equals(Optional.of(RuleSettings.Effect.ALLOW))) {
                warnings.add("access[" + i + "]: it lets in by 'host', which is the viewer's own word unless an edge"
                        + " refuses foreign hosts; name that edge too, as in dialect: [nginx] or by 'caller'"
                        + " (doc/05-rules.md)");
            }
        }
    }

    private void askedInVain() {
        Set<String> talkative = config.backends().stream()
                .filter(BackendWarnings::neverAbstains)
                .map(BackendConfig::name)
                .collect(Collectors.toSet());
        for (int i = 0; i < config.access().size(); i++) {
            List<String> ask = config.access().get(i).ask();
            if (config.access().get(i).combining() != Combining.FIRST_ANSWER || ask.isEmpty()) {
                continue;
            }
            List<String> notLast = ask.subList(0, ask.size() - 1);
            int found = i;
            notLast.stream()
                    .filter(talkative::contains)
                    .findFirst()
                    .ifPresent(name -> warnings.add("access[" + found + "]: '" + name
                            + "' answers about everybody, so those after it are asked only while it is unavailable;"
                            + " ask it last, or combine by any-allows"));
        }
    }
}
