package tv.usher.api;

import java.util.Optional;

/**
 * One configured middleware: describes the question, and says what the answer means. It never opens a socket, starts a thread,
 * reads a clock or keeps a state; the engine asks, times out and measures.
 *
 * <p>Both methods are pure, total (no exception, whatever the viewer or the middleware sent) and thread-safe; they run on the threads
 * that carry everybody's questions, so they must not block. If one throws all the same, the engine treats the backend as unavailable.
 */
public interface Backend {

    /**
     * The question to ask about this viewer.
     *
     * @return empty if this middleware can't judge this viewer, for instance because the token is missing or of another's shape;
     *     the verdict is then abstain and nobody is asked
     */
    Optional<BackendRequest> toRequest(AccessRequest request);

    /**
     * What the answer means. By convention 200 allows and every other status denies.
     *
     * @return {@link Verdict.Allow}, {@link Verdict.Deny} or {@link Verdict.Unavailable}
     */
    Verdict interpret(BackendResponse response);

    /**
     * True if a token that was allowed once can be asked about again later, and an unchanged viewer is allowed again. Known viewers
     * are then asked about ahead of their grant's end. The default, false, is right for tokens that are good for one time or for
     * seconds: their viewers stay until the grant ends.
     */
    default boolean canAskAgain() {
        return false;
    }
}
