package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;

/** The language of one kind of caller. Stateless and thread-safe. */
public interface Dialect {

    /** For logs and metrics. */
    String name();

    /**
     * @throws IllegalArgumentException (mostly {@link UnreadableCall}) if there is no question in it, or an ambiguous one; the message
     *     is for operators and has nothing that a viewer sent
     */
    DecisionRequest read(Call call);

    /**
     * @param request the request as read; an unknown one if the call couldn't be read
     */
    Reply write(AccessRequest request, Decision decision);

    /** The answer to a call that isn't a question: it was heard. */
    default Reply heard() {
        return Reply.of(200);
    }
}
