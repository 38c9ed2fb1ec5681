package tv.usher.api;

import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * One configured middleware: describes the question, and says what the answer means. It never opens a socket, starts a thread,
 * reads a clock or keeps a state; the engine asks, times out and measures.
 *
 * <p>All methods are pure, total (no exception, whatever the viewer or the middleware sent) and thread-safe; they run on the threads
 * that carry everybody's questions, so they must not block. If one throws all the same, takes longer than a second or
 * allows for another status than 200, the viewer's question is undecided and nobody is let in.
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
     * @param request  about whom the question was, equal to what {@link #toRequest} was given; at start it is an empty one with a few statuses,
     *     by which missing classes are found
     * @param response to that question
     * @return {@link Verdict.Allow}, only for status 200; {@link Verdict.Deny}; or {@link Verdict.Unavailable} for what isn't the
     *     middleware's answer, such as the page of a web server in front of it: then the viewer's question is undecided, and the
     *     backend is out if the engine's own question is answered so too
     */
    Verdict interpret(AccessRequest request, BackendResponse response);

    /**
     * True if a token that was allowed once can be asked about again later, and an unchanged viewer is allowed again. Known viewers
     * are then asked about ahead of their grant's end. The default, false, is right for tokens that are good for one time or for
     * seconds: their viewers stay until the grant ends.
     */
    default boolean canAskAgain() {
        return false;
    }

    /**
     * The query of a viewer to whom the middleware gave nothing, in the shape that its viewers' queries have: {@link #toRequest} asks
     * about it. Usher asks so itself now and then; a middleware that lets this viewer in would let everybody in.
     *
     * @return another one each time, of at least 64 random bits, so that nobody was given it; 32 hexadecimal digits as {@code token}
     *     unless overridden
     */
    default QueryString strangersQuery(RandomGenerator random) {
        byte[] token = new byte[16];
        random.nextBytes(token);
        return QueryString.of("token=" + HexFormat.of().formatHex(token));
    }
}
