package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;

/** The language of one kind of caller. Stateless and thread-safe. */
public interface Dialect {

    /** For logs and metrics. */
    String name();

    /**
     * @throws IllegalArgumentException (mostly {@link UnreadableCall}) if there is no question in it, or an ambiguous one; the message
     *     is for operators and has nothing that a viewer sent
     */
    AccessRequest read(Call call);

    /** What the edge carries for Usher between a viewer's requests; empty if it carries nothing. */
    default String cookie(Call call) {
        return "";
    }

    /**
     * @param request as read; all of it unknown if it couldn't be read
     */
    Reply write(AccessRequest request, Decision decision);
}
