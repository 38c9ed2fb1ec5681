package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PastDecisionsAreToldTest {

    private final ObjectNode decision = JsonNodeFactory.instance
            .objectNode()
            .put("at", "2030-01-01T00:00:00Z")
            .put("answer", "deny")
            .put("verdict", "deny")
            .put("rule", "everyone")
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
        decision.put("answer", "allow").put("verdict", "unavailable").put("why", "connection refused");

        assertThat(PastDecision.lines(decision))
                .containsExactly(
                        "2030-01-01T00:00:00Z  allow  203.0.113.7 on /live/news/index.m3u8  (nginx of 127.0.0.1, 3 ms)",
                        "    by 'everyone', which asked own: connection refused",
                        "    the middleware is down or can't be reached; its 'on-unavailable: allow' let the viewer in"
                                + " unverified");
    }

    @Test
    void whoWantedToPublish() {
        decision.put("action", "publish").put("rule", "").put("backend", "").put("why", "no rule holds");

        assertThat(PastDecision.lines(decision))
                .containsExactly(
                        "2030-01-01T00:00:00Z  deny   203.0.113.7 publishing /live/news/index.m3u8  (nginx of 127.0.0.1, 3 ms)",
                        "    by no rule: no rule holds",
                        "    no rule of 'access' fits this question; the last one should have no 'when', and who publishes"
                                + " needs a rule with 'action: [publish]'");
    }

    @Test
    void thatAnOutageOfAnyKindIsLeftToTheOperatorsChoice() {
        decision.put("verdict", "unavailable").put("why", "answer is larger than 64 KiB");

        assertThat(PastDecision.lines(decision)).endsWith("    what viewers get then is its 'on-unavailable'");
    }

    @Test
    void thatAFailureOfUsherItselfIsNoOutageOfABackend() {
        decision.put("answer", "error").put("verdict", "unavailable").put("why", "internal error");
        decision.put("rule", "usher").put("backend", "");

        assertThat(PastDecision.lines(decision)).hasSize(2).endsWith("    by 'usher': internal error");
    }
}
