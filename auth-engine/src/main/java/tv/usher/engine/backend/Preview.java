package tv.usher.engine.backend;

import java.util.List;
import java.util.Optional;
import tv.usher.api.BackendRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Undecided;

/**
 * What an authority would do about a request.
 *
 * @param said     what it says without asking a middleware; empty if it would ask
 * @param requests to a middleware, one for each of its addresses; empty if it asks none
 */
public record Preview(Optional<AnsweredVerdict> said, List<BackendRequest> requests) {

    public static Preview decided(Verdict verdict) {
        return new Preview(Optional.of(AnsweredVerdict.of(verdict)), List.of());
    }

    /** The abstention from a viewer whom the authority can't judge; empty if it can, or has to ask for that. */
    public Optional<Verdict> abstention() {
        return said.map(AnsweredVerdict::verdict).filter(Verdict.Abstain.class::isInstance);
    }

    static Preview undecided(Undecided undecided) {
        return new Preview(Optional.of(AnsweredVerdict.of(undecided)), List.of());
    }

    static Preview asking(List<BackendRequest> questions) {
        return new Preview(Optional.empty(), questions);
    }
}
