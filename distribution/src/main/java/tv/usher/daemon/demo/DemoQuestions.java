package tv.usher.daemon.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo asks, and what must come of it. */
final class DemoQuestions {

    private DemoQuestions() {}

    /** About the middlewares that are there. */
    static List<DemoQuestion> about(Middlewares middlewares) {
        List<DemoQuestion> questions = new ArrayList<>();
        middlewares.ministra().ifPresent(ministra -> questions.addAll(aboutMinistra(ministra, middlewares)));
        middlewares.portal().ifPresent(portal -> questions.addAll(aboutPortal(portal)));
        middlewares.smarty().ifPresent(smarty -> questions.addAll(aboutSmarty(smarty)));
        middlewares.own().ifPresent(own -> questions.addAll(aboutOwn(own)));
        questions.addAll(aboutEdges(middlewares.everyones()));
        questions.add(DemoQuestion.office("office, by rule", "/live/one", 200));
        questions.addAll(aboutOutages(middlewares.everyones()));
        return questions;
    }

    private static List<DemoQuestion> aboutMinistra(StandIn ministra, Middlewares middlewares) {
        return List.of(
                DemoQuestion.alta("Ministra, fresh token", "/ministra/one", newToken(ministra), 200),
                DemoQuestion.alta(
                        "Ministra, 6 s later", "/ministra/one", "token=" + middlewares.oldMinistraToken(), 403),
                DemoQuestion.alta("Ministra, not its token", "/ministra/one", "token=zz", 403));
    }

    private static List<DemoQuestion> aboutPortal(StandIn portal) {
        return List.of(
                DemoQuestion.astra("IPTVPORTAL", "/portal/one", newToken(portal), 200),
                DemoQuestion.astra("IPTVPORTAL, wrong token", "/portal/one", "token=guessed", 403));
    }

    private static List<DemoQuestion> aboutSmarty(StandIn smarty) {
        String ticket = newToken(smarty);
        return List.of(
                DemoQuestion.alta("Smarty, one-time token", "/smarty/one", ticket, 200),
                DemoQuestion.alta("Smarty, viewer is known", "/smarty/one", ticket, 200),
                DemoQuestion.alta("Smarty, used elsewhere", "/smarty/two", ticket, 403));
    }

    private static List<DemoQuestion> aboutOwn(StandIn own) {
        return List.of(
                DemoQuestion.astra("own backend", "/own/a001", newToken(own), 200),
                DemoQuestion.astra("own backend, bytes kept", "/own/a002", newToken(own) + "&a=%2F+b&a=&x", 200),
                DemoQuestion.astra("own backend, no token", "/own/a001", "", 403));
    }

    private static List<DemoQuestion> aboutEdges(StandIn middleware) {
        return List.of(
                DemoQuestion.nginx("playlist, auth_request", "/live/one/index.m3u8", newToken(middleware), 200),
                DemoQuestion.nginx("segment without token", "/live/one/seg-1.ts", "", 200),
                DemoQuestion.nginx("another channel's segment", "/live/two/seg-1.ts", "", 403),
                DemoQuestion.forwardAuth("through ForwardAuth", "/live/one/index.m3u8", newToken(middleware), 200),
                DemoQuestion.forwardAuth("wrong token", "/live/one/index.m3u8", "token=124", 403));
    }

    private static List<DemoQuestion> aboutOutages(StandIn middleware) {
        return List.of(
                DemoQuestion.alta("two backends, one is down", "/both/one", newToken(middleware), 200),
                DemoQuestion.alta("down, on-unavailable: allow", "/down-allow/one", newToken(middleware), 200),
                DemoQuestion.alta("down, on-unavailable: deny", "/down-deny/one", newToken(middleware), 403),
                DemoQuestion.alta("down, on-unavailable: error", "/down-error/one", newToken(middleware), 503));
    }

    private static String newToken(StandIn middleware) {
        return "token=" + middleware.newToken();
    }
}
