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

    private static final Explanation.Outcome OPEN = new Explanation.Outcome("", 0, "everyone", "", "", "");

    @Test
    void whoAbstainsTellsNothingWhileItDependsOnOthers() {
        String sentence = Diagnosis.of(explained(
                OPEN,
                backend("links", "error", "", said("abstain", "no-link", "no signed link")),
                unasked("own", "deny", "")));

        assertThat(sentence).isEqualTo("The answer is theirs whom the rule asks: with --ask they are asked too.");
    }

    @Test
    void anOutageIsToldWhileItDependsOnWhoIsOut() {
        String sentence = Diagnosis.of(explained(
                OPEN,
                backend("links", "error", "", said("abstain", "no-link", "no signed link")),
                unasked("own", "deny", "connection refused, for 7s")));

        assertThat(sentence).isEqualTo("own can't be asked at the moment: connection refused, for 7s.");
    }

    @ParameterizedTest
    @CsvSource({
        "allow, allow, connection-refused, the middleware is down or can't be reached; its 'on-unavailable: allow' lets the viewer in unverified.",
        "deny, deny, connection-refused, the middleware is down or can't be reached; its 'on-unavailable: deny' keeps the viewer out.",
        "error, error, no-answer-in-time, the middleware is down or too slow: look at its load; its 'on-unavailable: error' leaves it to the caller.",
        "allow, allow, code-of-a-plugin, out of tickets; its 'on-unavailable: allow' lets the viewer in unverified.",
        "allow, allow, server-error, the middleware fails: look at its log; its 'on-unavailable: allow' lets the viewer in unverified.",
    })
    void whatAnOutageMeansForTheViewer(String action, String answer, String reason, String sentence) {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome(answer, 200, "everyone", "other", reason, "out of tickets"),
                        backend("own", "deny", "", said("deny", "denied-by-status", "status 403")),
                        backend("other", action, "", said("unavailable", reason, "out of tickets")))))
                .isEqualTo("other: " + sentence);
    }

    @ParameterizedTest
    @CsvSource({
        "403, denied-by-status, own itself refuses this viewer.",
        "403, code-of-a-plugin, own itself refuses this viewer.",
        "301, redirected, 'own: the middleware redirects, and Usher doesn''t follow: correct the backend''s address.'",
        "500, server-error, own: the middleware fails: look at its log.",
        "0, link-expired, own: over since yesterday.",
    })
    void whyOneOfThemDenies(int status, String reason, String sentence) {
        Explanation.BackendAnswer said =
                new Explanation.BackendAnswer("deny", reason, "over since yesterday", status, false, "", 0, false);

        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("deny", 403, "everyone", "own", reason, "over since yesterday"),
                        backend("own", "deny", "", said))))
                .isEqualTo(sentence);
    }

    @Test
    void whoShowedNothingIsNotWhomTheMiddlewareRefuses() {
        Explanation.BackendAnswer said =
                new Explanation.BackendAnswer("deny", "denied-by-status", "status 403", 403, false, "", 0, false);
        Explanation.Outcome outcome =
                new Explanation.Outcome("deny", 403, "everyone", "own", "denied-by-status", "status 403");

        assertThat(Diagnosis.of(remembering("unnamed", outcome, backend("own", "deny", "", said))))
                .isEqualTo(
                        "own itself refuses this viewer: the request shows no token, and no session of this viewer is"
                                + " known in this folder or above it.");
    }

    @Test
    void aRuleThatDeniesIsNamed() {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("deny", 403, "everyone", "", "denied-by-rule", "rule says deny"))))
                .isEqualTo("The viewer is denied by rule 'everyone'.");
    }

    @ParameterizedTest
    @CsvSource({
        "over-limit, the user watches elsewhere: 'usher sessions --user USER' shows where",
        "banned, 'somebody ended a session of his, or used ''usher kick'' with ''--ban'': then ''usher bans'' says who and why, and ''usher unban'' ends it'",
        "unverified-over, '''unverified'' bounds whom its ''on-unavailable: allow'' lets in'",
    })
    void aLimitOrABanHoldsWhateverAnOutageWouldLetIn(String refusal, String remedy) {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("deny", 403, "everyone", "other", refusal, "status 502; not let in"),
                        backend("other", "allow", "", said("unavailable", "server-error", "status 502")))))
                .isEqualTo("other: the middleware fails: look at its log; " + remedy + ".");
    }

    @Test
    void whoWasKnownGoesOnThroughAnOutage() {
        assertThat(Diagnosis.of(explained(
                        new Explanation.Outcome("allow", 200, "everyone", "own", "", ""),
                        backend("own", "deny", "", said("unavailable", "connection-refused", "connection refused")))))
                .isEqualTo("own: the middleware is down or can't be reached; the viewer was known before, and goes on"
                        + " for 'sessions.keep-known'.");
    }

    private static JsonNode explained(Explanation.Outcome outcome, Explanation.Backend... backends) {
        return remembering("nothing", outcome, backends);
    }

    private static JsonNode remembering(String memory, Explanation.Outcome outcome, Explanation.Backend... backends) {
        Explanation explanation = new Explanation(
                new Explanation.Caller("nginx", "127.0.0.1", true),
                "",
                Explanation.Request.NONE,
                List.of(new Explanation.Rule(1, "everyone", "")),
                0,
                new Explanation.Memory(memory, "", 0),
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

    private static Explanation.BackendAnswer said(String verdict, String reason, String why) {
        return new Explanation.BackendAnswer(verdict, reason, why, 0, false, "", 0, false);
    }
}
