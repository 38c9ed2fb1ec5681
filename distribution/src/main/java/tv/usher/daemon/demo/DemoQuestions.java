package tv.usher.daemon.demo;

import java.util.List;
import java.util.Map;

/** What the demo asks, and what must come of it. */
final class DemoQuestions {

    private DemoQuestions() {}

    static List<DemoQuestion> about(Middlewares middlewares) {
        String ticket = middlewares.smarty.newToken();
        String ares = "token=" + middlewares.portal.newToken();
        return List.of(
                DemoQuestion.alta(
                        "Ministra, fresh token", "/ministra/one", "token=" + middlewares.ministra.newToken(), 200),
                DemoQuestion.alta(
                        "Ministra, 6 s later", "/ministra/one", "token=" + middlewares.oldMinistraToken(), 403),
                DemoQuestion.alta("Ministra, not its token", "/ministra/one", "token=zz", 403),
                DemoQuestion.astra("IPTVPORTAL", "/portal/one", ares, 200),
                DemoQuestion.astra("IPTVPORTAL, wrong token", "/portal/one", "token=guessed", 403),
                DemoQuestion.alta("Smarty, one-time token", "/smarty/one", "token=" + ticket, 200),
                DemoQuestion.alta("Smarty, viewer is known", "/smarty/one", "token=" + ticket, 200),
                DemoQuestion.alta("Smarty, used elsewhere", "/smarty/two", "token=" + ticket, 403),
                DemoQuestion.astra("own backend", "/play/a001", "token=123", 200),
                DemoQuestion.astra("own backend, bytes kept", "/play/a002", "token=123&a=%2F+b&a=&x", 200),
                DemoQuestion.astra("own backend, no token", "/play/a001", "", 403),
                DemoQuestion.nginx("playlist, auth_request", "/live/one/index.m3u8", "token=123", 200),
                DemoQuestion.nginx("segment without token", "/live/one/seg-1.ts", "", 200),
                DemoQuestion.nginx("another channel's segment", "/live/two/seg-1.ts", "", 403),
                DemoQuestion.forwardAuth("through ForwardAuth", "/live/one/index.m3u8", "token=123", 200),
                DemoQuestion.forwardAuth("wrong token", "/live/one/index.m3u8", "token=124", 403),
                office(),
                DemoQuestion.alta("two backends, one is down", "/both/one", "token=123", 200),
                DemoQuestion.alta("down, on-unavailable: allow", "/down-allow/one", "token=123", 200),
                DemoQuestion.alta("down, on-unavailable: deny", "/down-deny/one", "token=123", 403),
                DemoQuestion.alta("down, on-unavailable: error", "/down-error/one", "token=123", 503));
    }

    private static DemoQuestion office() {
        return new DemoQuestion(
                "Alta",
                "office, by rule",
                "/cesbo",
                Map.of("X-Real-Ip", "192.168.1.20", "X-Real-Path", "/ministra/one"),
                200);
    }
}
