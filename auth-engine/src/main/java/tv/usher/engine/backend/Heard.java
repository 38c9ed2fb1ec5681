package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.BackendResponse;
import tv.usher.api.Verdict;

/**
 * A verdict and what led to it.
 *
 * @param answer empty if there was none, or nobody was asked
 */
public record Heard(Verdict verdict, Optional<BackendResponse> answer) {

    static Heard of(Verdict verdict) {
        return new Heard(verdict, Optional.empty());
    }
}
