package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;

/**
 * A verdict, and the answer that it was made from.
 *
 * @param answer empty if there was none, or nobody was asked
 */
public record AnsweredVerdict(Verdict verdict, Optional<BackendResponse> answer) {

    static AnsweredVerdict of(Verdict verdict) {
        return new AnsweredVerdict(verdict, Optional.empty());
    }
}
