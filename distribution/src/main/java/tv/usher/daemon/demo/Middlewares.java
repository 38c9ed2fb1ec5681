package tv.usher.daemon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Stand-ins for the plugins that are there, and a port where nobody can listen. */
final class Middlewares implements AutoCloseable {

    /** Who was asked when nobody was. */
    static final String NOBODY = "nobody";

    /** Types of plugins that the demo has a stand-in for. */
    static final List<String> TYPES = List.of("stalker", "iptvportal", "smarty", "http");

    /** A stand-in as the daemon's configuration names it. */
    private record Configured(String name, String type, String address, StandIn standIn) {}

    private final StalkerRules stalkerRules = new StalkerRules(System::nanoTime);
    private final List<Configured> all = new ArrayList<>();

    /** A portal that is down: its port is bound, so that nobody else can take it, and refuses, as nobody listens. */
    private final Socket down = new Socket();

    /**
     * @param types of the plugins that are there, with one of {@link #TYPES} among them
     */
    Middlewares(Set<String> types) throws IOException {
        down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        if (types.contains("stalker")) {
            add("ministra", "stalker", "/stalker_portal", new StandIn(StalkerRules.PATH, stalkerRules));
        }
        if (types.contains("iptvportal")) {
            FixedTokenRules rules = new FixedTokenRules("ares-7c1d", Map.of());
            add("portal", "iptvportal", "", new StandIn(FixedTokenRules.IPTVPORTAL_PATH, rules));
        }
        if (types.contains("smarty")) {
            add("smarty", "smarty", "", new StandIn(OneTimeRules.PATH, new OneTimeRules()));
        }
        if (types.contains("http")) {
            FixedTokenRules rules = new FixedTokenRules("123", Map.of("X-UserId", "77", "X-Session-Name", "alice"));
            add("own", "http", "/check?realm=tv", new StandIn("/check", rules));
        }
    }

    private void add(String name, String type, String target, StandIn standIn) {
        all.add(new Configured(name, type, standIn.address() + target, standIn));
    }

    int count() {
        return all.size();
    }

    Optional<StandIn> ministra() {
        return named("ministra");
    }

    Optional<StandIn> portal() {
        return named("portal");
    }

    Optional<StandIn> smarty() {
        return named("smarty");
    }

    Optional<StandIn> own() {
        return named("own");
    }

    /** Who is asked about a path that is nobody's in particular. */
    StandIn everyones() {
        return judge().standIn();
    }

    private Optional<StandIn> named(String name) {
        return all.stream()
                .filter(configured -> configured.name().equals(name))
                .map(Configured::standIn)
                .findFirst();
    }

    /** Rather one whose tokens are good for more than one question. */
    private Configured judge() {
        List<Configured> lasting = all.stream()
                .filter(configured -> configured.standIn().isTokenLasting())
                .toList();
        return lasting.isEmpty() ? all.get(0) : lasting.get(lasting.size() - 1);
    }

    String oldMinistraToken() {
        return stalkerRules.tokenOfAge(StalkerRules.TOKEN_LIFE.plus(Duration.ofSeconds(1)));
    }

    /** The target of the question that was asked since the last call, {@link #NOBODY} if none was. */
    String takeQuestion() {
        return all.stream()
                .map(configured -> configured.standIn().takeQuestion())
                .filter(question -> !question.isEmpty())
                .findFirst()
                .orElse(NOBODY);
    }

    /**
     * The daemon's configuration in front of them. Without canaries, which the table would show among the questions.
     *
     * @param callers    the port where it listens for them
     * @param management the port where operators look
     */
    String configuration(int callers, int management) {
        String type = judge().type();
        String nobody = "http://127.0.0.1:" + down.getLocalPort();
        return """
                listen: 127.0.0.1:%6$d
                management:
                  listen: 127.0.0.1:%7$d
                sessions: {store: memory}
                on-unavailable: deny
                backends:
                %1$s
                  down-allow: {type: %2$s, address: "%3$s", on-unavailable: allow}
                  down-deny: {type: %2$s, address: "%3$s", on-unavailable: deny}
                  down-error: {type: %2$s, address: "%3$s", on-unavailable: error}
                access:
                  - {name: office, when: {address: [192.168.0.0/16]}, then: allow}
                %4$s
                  - {name: both, when: {path: ["/both/**"]}, ask: [down-deny, %5$s], combining: any-allows}
                  - {name: down-allow, when: {path: ["/down-allow/**"]}, ask: [down-allow]}
                  - {name: down-deny, when: {path: ["/down-deny/**"]}, ask: [down-deny]}
                  - {name: down-error, when: {path: ["/down-error/**"]}, ask: [down-error]}
                  - {name: everyone, ask: [%5$s]}
                """.formatted(
                        lines("  %1$s: {type: %2$s, address: \"%3$s\", canary: off}"),
                        type,
                        nobody,
                        lines("  - {name: %1$s, when: {path: [\"/%1$s/**\"]}, ask: [%1$s]}"),
                        judge().name(),
                        callers,
                        management);
    }

    private String lines(String format) {
        return all.stream()
                .map(configured -> format.formatted(configured.name(), configured.type(), configured.address()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        all.forEach(configured -> configured.standIn().close());
        try {
            down.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
