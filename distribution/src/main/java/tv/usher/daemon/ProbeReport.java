package tv.usher.daemon;

import java.util.List;
import tv.usher.api.Verdict;
import tv.usher.engine.Probe;

/** What came of asking every middleware about nobody, in words for operators. */
final class ProbeReport {

    private final List<Probe.Answer> answers;

    ProbeReport(List<Probe.Answer> answers) {
        this.answers = List.copyOf(answers);
    }

    /** False if a middleware can't be asked, or lets in whom it can't know. */
    boolean isFine() {
        return answers.stream().allMatch(answer -> answer.verdict() instanceof Verdict.Deny);
    }

    List<String> lines() {
        return answers.stream().map(ProbeReport::line).toList();
    }

    private static String line(Probe.Answer answer) {
        String said = answer.verdict()
                .fold(
                        allow -> "ALLOWS a random token: everybody would be let in; is that a login page, or another"
                                + " program's?",
                        deny -> "denies a random token, as it should (" + deny.reason() + ")",
                        abstain -> "isn't asked about a random token (" + abstain.reason() + ")",
                        unavailable -> "CAN'T BE ASKED: " + unavailable.reason());
        return "backend " + answer.backend() + ": " + said + ", "
                + answer.took().toMillis() + " ms";
    }
}
