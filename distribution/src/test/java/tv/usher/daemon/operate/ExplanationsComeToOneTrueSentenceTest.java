package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.explain.Explanation;

class ExplanationsComeToOneTrueSentenceTest {

    private static final Explanation.Outcome OPEN = new Explanation.Outcome("", 0, "everyone", "", "");

    @Test
    void whoAbstainsTellsNothingWhileItDependsOnOthers() {
        String sentence = Diagnosis.of(explained(
                OPEN, backend("links", "error", "", said("abstain", "no signed link")), unasked("own", "deny", "")));

        assertThat(sentence).isEqualTo("The answer is theirs whom the rule asks: with --ask they are asked too.");
    }

    @Test
    void anOutageIsToldWhileItDependsOnWhoIsOut() {
        String sentence = Diagnosis.of(explained(
                OPEN,
                backend("links", "error", "", said("abstain", "no signed link")),
                unasked("own", "deny", "connection refused, for 7s")));

        assertThat(sentence).isEqualTo("own can't be asked at the moment: connection refused, for 7s.");
    }

    @ParameterizedTest
    @CsvSource({
        "allow, allow, connection refused, the middleware is down or can't be reached; its 'on-unavailable: allow' lets the viewer in unverified.",
        "deny, deny, connection refused, the middleware is down or can't be reached; its 'on-unavailable: deny' keeps the viewer out.",
        "error, error, no answer within 2s, the middleware is down or can't be reached; its 'on-unavailable: error' leaves it to the caller.",
        "allow, deny, connection refused, the middleware is down or can't be reached; 'unverified' bounds whom its 'on-unavailable: allow' lets in.",
        "allow, allow, answer is larger than 64 KiB, answer is larger than 64 KiB; its 'on-unavailable: allow' lets the viewer in unverified.",
        "allow, allow, status 502, the middleware fails; its 'on-unavailable: allow' lets the viewer in unverified.",
    })
    void whatAnOutageMeansForTheViewer(String action, String answer, String why, String sentence) {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome(answer, 200, "everyone", "other", why),
                        backend("own", "deny", "", said("deny", "status 403")),
                        backend("other", action, "", said("unavailable", why)))))
                .isEqualTo("other: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "over the limit of 1 sessions, the user watches elsewhere: 'usher sessions --user' shows where",
        "banned by an operator, somebody used 'usher kick' with '--ban'; a ban ends by itself",
    })
    void aLimitOrABanHoldsWhateverAnOutageWouldLetIn(String refusal, String advice) {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("deny", 403, "everyone", "other", "status 502; " + refusal),
                        backend("other", "allow", "", said("unavailable", "status 502")))))
                .isEqualTo("other: the middleware fails; " + advice + ".");
    }

    @Test
    void whoWasKnownGoesOnThroughAnOutage() {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("allow", 200, "everyone", "own", ""),
                        backend("own", "deny", "", said("unavailable", "connection refused")))))
                .isEqualTo("own: the middleware is down or can't be reached; the viewer was known before, and goes on"
                        + " for 'sessions.keep-known'.");
    }

    private static JsonNode explained(Explanation.Outcome outcome, Explanation.Backend... backends) {
        Explanation explanation = new Explanation(
                new Explanation.Caller("nginx", "127.0.0.1", true),
                "",
                Explanation.Request.NONE,
                List.of(new Explanation.Rule(1, "everyone", "")),
                0,
                new Explanation.Memory("nothing", "", 0),
                "first-answer",
                List.of(backends),
                List.of(),
                outcome);
        return JsonMapper.builder().build().valueToTree(explanation);
    }

    private static Explanation.Backend unasked(String name, String onUnavailable, String outage) {
        return backend(name, onUnavailable, outage, Explanation.BackendAnswer.NOTHING);
    }

    private static Explanation.Backend backend(
            String name, String onUnavailable, String outage, Explanation.BackendAnswer said) {
        return new Explanation.Backend(name, onUnavailable, outage, List.of(), said);
    }

    private static Explanation.BackendAnswer said(String verdict, String why) {
        int status = why.startsWith("status ") ? Integer.parseInt(why.substring(7)) : 0;
        return new Explanation.BackendAnswer(verdict, why, status, false, "", 0, false);
    }
}
