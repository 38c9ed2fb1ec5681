package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;
import tv.usher.api.Action;

/**
 * A question and who asks it.
 *
 * @param dialect what the caller speaks
 * @param caller  its address
 * @param cookie  what the edge carries for Usher between a viewer's requests, empty if nothing
 */
public record DecisionRequest(CallKind kind, String dialect, String caller, String cookie, AccessRequest request) {

    /** An edge's question about one request. */
    public DecisionRequest(String dialect, String caller, String cookie, AccessRequest request) {
        this(CallKind.REQUEST, dialect, caller, cookie, request);
    }

    /** Something that decides nothing. */
    public static DecisionRequest notice(String dialect, String caller) {
        return new DecisionRequest(
                CallKind.NOTICE, dialect, caller, "", AccessRequest.builder().build());
    }

    /** True if the caller wants a decision. */
    public boolean asksForDecision() {
        return kind == CallKind.REQUEST || kind == CallKind.VIEWING;
    }

    /** The same about another action. */
    DecisionRequest withAction(Action action) {
        return with(request.toBuilder().action(action).build());
    }

    /** The same caller's question about another request. */
    public DecisionRequest with(AccessRequest other) {
        return new DecisionRequest(kind, dialect, caller, cookie, other);
    }

    /** Never shows the cookie, with which a viewer could be impersonated. */
    @Override
    public String toString() {
        return "DecisionRequest[" + dialect + ", " + caller + ']';
    }
}
