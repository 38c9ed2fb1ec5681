package tv.usher.daemon.check;

import java.util.List;
import java.util.Set;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.guard.Canary;
import tv.usher.engine.wiring.Probe;

/** What came of asking every middleware about nobody, in words for operators. */
final class ProbeReport {

    /** With 200 a plugin read the denial from the answer's body; a missing page or a broken script denies by accident. */
    private static final Set<Integer> MEANT = Set.of(200, 401, 403);

    private final List<Probe.ProbeResult> answers;

    ProbeReport(List<Probe.ProbeResult> answers) {
        this.answers = List.copyOf(answers);
    }

    /** False if a middleware can't be asked, or allows a viewer that it can't know. */
    boolean isFine() {
        return answers.stream().allMatch(answer -> answer.answered().keepsOut());
    }

    List<String> lines() {
        return answers.stream().map(ProbeReport::line).toList();
    }

    private static String line(Probe.ProbeResult answer) {
        String said = answer.answered()
                .verdict()
                .fold(
                        allow -> letsIn(answer),
                        deny -> denies(answer, deny),
                        abstain -> (answer.answered().keepsOut()
                                        ? "leaves a random token to other backends, as it may ("
                                        : "isn't asked about a random token (")
                                + abstain.reason().text() + ")",
                        unavailable -> "UNAVAILABLE: " + unavailable.reason().text());
        return "backend " + answer.backend() + ": " + said + ", "
                + answer.took().toMillis() + " ms";
    }

    private static String letsIn(Probe.ProbeResult answer) {
        String why = Canary.letsIn().text();
        return (answer.hasCanary()
                        ? "UNAVAILABLE: " + why + ", so nobody would be asked; is that"
                        : "LETS ANYBODY IN: " + why + ", and 'canary: off' leaves it so; is that meant, or is it")
                + " a login page, or another program's?";
    }

    private static String denies(Probe.ProbeResult answer, Verdict.Deny deny) {
        int status = answer.answered().answer().map(BackendResponse::status).orElse(0);
        return MEANT.contains(status)
                ? "denies a random token, as it should (" + deny.reason().text() + ")"
                : "denies a random token, but by status " + status + (status / 100 == 3 ? ", a redirect" : "")
                        + ": check its address";
    }
}
