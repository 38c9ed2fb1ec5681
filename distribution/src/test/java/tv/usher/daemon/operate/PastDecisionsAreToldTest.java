package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import tv.usher.daemon.cli.Paint;
import tv.usher.engine.util.ReasonCode;

class PastDecisionsAreToldTest {

    private final ObjectNode decision = JsonNodeFactory.instance
            .objectNode()
            .put("at", "2030-01-01T00:00:00Z")
            .put("answer", "deny")
            .put("verdict", "deny")
            .put("rule", "everyone")
            .put("reason", "denied-by-status")
            .put("why", "status 403")
            .put("backend", "own")
            .put("dialect", "nginx")
            .put("caller", "127.0.0.1")
            .put("client", "203.0.113.7")
            .put("action", "play")
            .put("session", "s1")
            .put("channel", "/live/news/index.m3u8")
            .put("user", "")
            .put("millis", 3);

    @Test
    void whoWasLetInUnverified() {
        decision.put("answer", "allow").put("verdict", "unavailable");
        because(ReasonCode.CONNECTION_REFUSED, "connection refused");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .containsExactly(
                        "2030-01-01T00:00:00Z  allow  203.0.113.7 on /live/news/index.m3u8  (nginx of 127.0.0.1, 3 ms)",
                        "    by 'everyone', which asked own: connection refused",
                        "    the middleware is down or can't be reached; its 'on-unavailable: allow' let the viewer in"
                                + " unverified");
    }

    @Test
    void whoWantedToPublish() {
        decision.put("action", "publish").put("rule", "").put("backend", "");
        because(ReasonCode.NO_RULE_HOLDS, "no rule holds");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .containsExactly(
                        "2030-01-01T00:00:00Z  deny   203.0.113.7 publishing /live/news/index.m3u8  (nginx of 127.0.0.1, 3 ms)",
                        "    by no rule: no rule holds",
                        "    no rule of 'access' fits this question; the last one should have no 'when', and who publishes"
                                + " needs a rule with 'action: [publish]'");
    }

    @Test
    void thatAnOutageOfAnyKindIsLeftToTheOperatorsChoice() {
        decision.put("verdict", "unavailable").put("reason", "code-of-a-plugin").put("why", "out of tickets");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith("    what viewers get then is its 'on-unavailable'");
    }

    @Test
    void whomTheMiddlewareRefused() {
        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith(
                        "    the middleware itself refuses this viewer: 'usher explain --as nginx --client 203.0.113.7 --ask"
                                + " --path /live/news/index.m3u8 --query token=TOKEN' shows question and answer");
    }

    @Test
    void whatOnlyTheOperatorKnowsIsLeftToFillIn() {
        decision.put("dialect", "cesbo").put("channel", "a 001");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith(
                        "    the middleware itself refuses this viewer: 'usher explain --as CALLER --client 203.0.113.7 --ask"
                                + " URL' shows question and answer");
    }

    @Test
    void whereTheUserWatches() {
        decision.put("user", "77");
        because(ReasonCode.OVER_LIMIT, "over the limit");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith("    the user watches elsewhere: 'usher sessions --user 77' shows where");
    }

    @Test
    void whoShowedTheMiddlewareNothing() {
        decision.put("unnamed", true);

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith(
                        "    the request showed no token and belongs to no viewing that Usher knows (by address, user agent"
                                + " and folder): see how the viewer's requests with a token were answered");
    }

    @Test
    void whoIsKeptOutAlthoughAnOutageWouldLetHimIn() {
        decision.put("verdict", "unavailable");
        because(ReasonCode.BANNED, "connection refused; banned by an operator");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith(
                        "    somebody ended a session of his, or used 'usher kick' with '--ban': then 'usher bans' says who and why, and 'usher unban' ends it");
    }

    @Test
    void whatADaemonWithoutCodesDecided() {
        decision.remove("reason");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .hasSize(2)
                .endsWith("    by 'everyone', which asked own: status 403");
    }

    @Test
    void thatAFailureOfUsherItselfIsNoOutageOfABackend() {
        decision.put("answer", "error").put("verdict", "unavailable");
        decision.put("rule", "usher").put("backend", "");
        because(ReasonCode.INTERNAL_ERROR, "internal error");

        assertThat(PastDecision.lines(decision, Paint.none()))
                .endsWith(
                        "    by 'usher': internal error",
                        "    Usher has a bug, or lacks memory or threads: the daemon's log says more");
    }

    private void because(ReasonCode code, String why) {
        decision.put("reason", code.code()).put("why", why);
    }
}
