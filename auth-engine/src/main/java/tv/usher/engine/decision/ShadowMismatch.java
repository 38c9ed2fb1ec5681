package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.VerdictText;

/**
 * A shadow that would have decided otherwise.
 *
 * @param backend the shadow
 */
record ShadowMismatch(AccessRequest request, Decision decision, String backend, Verdict said) implements LogEntry {

    /** What a line shows and nothing else. */
    static ShadowMismatch of(AccessRequest request, Decision decision, String backend, Verdict said) {
        return new ShadowMismatch(DecisionRecord.shown(request), decision, backend, said);
    }

    @Override
    public String line() {
        return DecisionLine.of(this);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Object deduplicationKey() {
        record Sameness(String client, String channel, String path, String rule, String backend, String why) {}
        return new Sameness(
                request.clientAddress(),
                request.channel(),
                request.path(),
                decision.rule(),
                backend,
                VerdictText.why(said));
    }
}
