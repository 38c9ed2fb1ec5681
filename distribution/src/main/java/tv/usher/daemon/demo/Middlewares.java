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

/** Stand-ins of all four kinds, and a port where nobody can listen. */
final class Middlewares implements AutoCloseable {

    private final StalkerRules stalkerRules = new StalkerRules(System::nanoTime);
    private final List<StandIn> all = new ArrayList<>();
    final StandIn ministra;
    final StandIn portal;
    final StandIn smarty;
    final StandIn own;

    /** A portal that is down: its port is bound, so that nobody else can take it, and refuses, as nobody listens. */
    private final Socket down = new Socket();

    Middlewares() throws IOException {
        ministra = add(StalkerRules.PATH, stalkerRules);
        portal = add(FixedTokenRules.IPTVPORTAL_PATH, new FixedTokenRules("ares-7c1d", Map.of()));
        smarty = add(OneTimeRules.PATH, new OneTimeRules());
        own = add("/check", new FixedTokenRules("123", Map.of("X-UserId", "77", "X-Session-Name", "alice")));
        down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private StandIn add(String path, StandIn.Rules rules) throws IOException {
        StandIn standIn = new StandIn(path, rules);
        all.add(standIn);
        return standIn;
    }

    String oldMinistraToken() {
        return stalkerRules.tokenOfAge(StalkerRules.TOKEN_LIFE.plus(Duration.ofSeconds(1)));
    }

    /** The target of the question that was asked since the last call, {@code nobody} if none was. */
    String takeQuestion() {
        return all.stream()
                .map(StandIn::takeQuestion)
                .filter(question -> !question.isEmpty())
                .findFirst()
                .orElse("nobody");
    }

    /** The daemon's configuration in front of them. */
    String configuration() {
        String nobody = "http://127.0.0.1:" + down.getLocalPort();
        return """
                listen: 127.0.0.1:0
                management:
                  listen: 127.0.0.1:0
                sessions: {store: memory}
                on-unavailable: deny
                backends:
                  ministra: {type: stalker, address: "%s/stalker_portal"}
                  portal: {type: iptvportal, address: "%s"}
                  smarty: {type: smarty, address: "%s"}
                  own: {type: http, address: "%s/check?realm=tv"}
                  down-allow: {type: http, address: "%s", on-unavailable: allow}
                  down-deny: {type: http, address: "%s", on-unavailable: deny}
                  down-error: {type: http, address: "%s", on-unavailable: error}
                access:
                  - {name: office, when: {address: [192.168.0.0/16]}, then: allow}
                  - {name: ministra, when: {path: ["/ministra/**"]}, ask: [ministra]}
                  - {name: portal, when: {path: ["/portal/**"]}, ask: [portal]}
                  - {name: smarty, when: {path: ["/smarty/**"]}, ask: [smarty]}
                  - {name: both, when: {path: ["/both/**"]}, ask: [down-deny, own], combining: any-allows}
                  - {name: down-allow, when: {path: ["/down-allow/**"]}, ask: [down-allow]}
                  - {name: down-deny, when: {path: ["/down-deny/**"]}, ask: [down-deny]}
                  - {name: down-error, when: {path: ["/down-error/**"]}, ask: [down-error]}
                  - {name: everyone, ask: [own]}
                """.formatted(
                        ministra.address(), portal.address(), smarty.address(), own.address(), nobody, nobody, nobody);
    }

    @Override
    public void close() {
        all.forEach(StandIn::close);
        try {
            down.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
