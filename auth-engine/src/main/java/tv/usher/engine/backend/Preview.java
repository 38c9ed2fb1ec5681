package tv.usher.engine.backend;

import java.util.List;
import java.util.Optional;
import tv.usher.api.BackendRequest;
import tv.usher.api.Verdict;

/**
 * What an authority would do about a request.
 *
 * @param verdict   that it gives without asking a middleware; empty if it would ask
 * @param requests the requests to a middleware, one for each of its addresses; empty if it asks none
 */
public record Preview(Optional<Verdict> verdict, List<BackendRequest> requests) {

    public static Preview decided(Verdict verdict) {
        return new Preview(Optional.of(verdict), List.of());
    }

    static Preview asking(List<BackendRequest> questions) {
        return new Preview(Optional.empty(), questions);
    }
}
