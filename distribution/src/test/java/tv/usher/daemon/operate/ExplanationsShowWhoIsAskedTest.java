package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import tv.usher.engine.explain.Explanation;

class ExplanationsShowWhoIsAskedTest {

    private static final List<Explanation.PlannedCall> QUESTION =
            List.of(new Explanation.PlannedCall("GET", "http://mw.example.com/?token=***", List.of()));

    @Test
    void whoIsAskedIsShownWithItsActionOnOutages() {
        assertThat(linesOf(new Explanation.Backend("own", "deny", "", QUESTION, said("deny", "status 403"))))
                .contains("backend   own, on-unavailable: deny", "          < deny: status 403, 4 ms");
    }

    @Test
    void whoAnswersWithoutBeingAskedHasNone() {
        assertThat(linesOf(new Explanation.Backend("links", "error", "", List.of(), said("abstain", "no signed link"))))
                .contains("backend   links", "          < abstain: no signed link, not asked");
    }

    @Test
    void whoCanNotBeAskedHasOne() {
        assertThat(linesOf(
                        new Explanation.Backend("own", "error", "", List.of(), said("unavailable", "plugin failed"))))
                .contains("backend   own, on-unavailable: error");
    }

    @Test
    void whomTheQuestionDoesNotReachIsNotAsked() {
        assertThat(linesOf(new Explanation.Backend("own", "deny", "", QUESTION, Explanation.BackendAnswer.NOTHING)))
                .containsSubsequence("          > GET http://mw.example.com/?token=***", "          not asked");
        assertThat(linesOf(new Explanation.Backend("users", "error", "", List.of(), Explanation.BackendAnswer.NOTHING)))
                .containsSubsequence("backend   users", "          not asked");
    }

    private static List<String> linesOf(Explanation.Backend backend) {
        Explanation explanation = new Explanation(
                new Explanation.Caller("nginx", "127.0.0.1", true),
                "",
                Explanation.Request.NONE,
                List.of(new Explanation.Rule(1, "everyone", "")),
                0,
                new Explanation.Memory("nothing", "", 0),
                "first-answer",
                List.of(backend),
                List.of(),
                new Explanation.Outcome("deny", 403, "everyone", "", "denied-by-status", "status 403"));
        return ExplanationReport.lines(JsonMapper.builder().build().valueToTree(explanation));
    }

    private static Explanation.BackendAnswer said(String verdict, String why) {
        return new Explanation.BackendAnswer(verdict, "denied", why, 0, false, "", 4, false);
    }
}
