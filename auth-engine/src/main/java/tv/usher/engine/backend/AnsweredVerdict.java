package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Undecided;

/**
 * A verdict for an operator, and the answer that it was made from.
 *
 * @param verdict   {@link Verdict.Unavailable} also if the question failed
 * @param undecided why the question failed; empty if it didn't
 * @param answer    empty if there was none, or nobody was asked
 */
public record AnsweredVerdict(Verdict verdict, Optional<Undecided> undecided, Optional<BackendResponse> answer) {

    public static AnsweredVerdict of(Verdict verdict) {
        return of(verdict, Optional.empty());
    }

    static AnsweredVerdict of(Verdict verdict, Optional<BackendResponse> answer) {
        return new AnsweredVerdict(verdict, Optional.empty(), answer);
    }

    public static AnsweredVerdict of(Undecided undecided) {
        return of(undecided, Optional.empty());
    }

    static AnsweredVerdict of(Undecided undecided, Optional<BackendResponse> answer) {
        return new AnsweredVerdict(new Verdict.Unavailable(undecided.reason()), Optional.of(undecided), answer);
    }

    /**
     * True if the question was answered and doesn't let the viewer in, as it should be with a random one. A backend that leaves him to others
     * does no harm; one that asks nobody shows nothing.
     */
    public boolean keepsOut() {
        return verdict instanceof Verdict.Deny || verdict instanceof Verdict.Abstain && answer.isPresent();
    }

    /** The same answer, where more than one question shows that the backend is out. */
    public AnsweredVerdict confirmed(Verdict unavailable) {
        return new AnsweredVerdict(unavailable, Optional.empty(), answer);
    }
}
