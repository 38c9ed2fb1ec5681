package tv.usher.engine.decision;

import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.engine.net.Captures;
import tv.usher.engine.session.ServerConnection;

/**
 * A question and who asks it.
 *
 * @param dialect what the caller speaks
 * @param caller  its address
 * @param cookie  what the edge carries for Usher between a viewer's requests, empty if nothing
 * @param connection as the caller's API names it, empty if the caller can't be told to cut it
 * @param isLeftOpen the caller leaves that connection open also where it is told to refuse the viewer
 */
public record DecisionRequest(
        CallKind kind,
        String dialect,
        String caller,
        String cookie,
        AccessRequest request,
        String connection,
        boolean isLeftOpen) {

    /** The caller can't be told to cut the viewer. */
    public DecisionRequest(CallKind kind, String dialect, String caller, String cookie, AccessRequest request) {
        this(kind, dialect, caller, cookie, request, "", false);
    }

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
        return new DecisionRequest(kind, dialect, caller, cookie, other, connection, isLeftOpen);
    }

    /**
     * The same of a caller that can be told to cut the viewer.
     *
     * @param id empty if it can't
     */
    public DecisionRequest connectedBy(String id) {
        return new DecisionRequest(kind, dialect, caller, cookie, request, id, isLeftOpen);
    }

    /** The same of a caller that has to be told to cut the connection whenever the viewer is refused. */
    public DecisionRequest leftOpen() {
        return new DecisionRequest(kind, dialect, caller, cookie, request, connection, true);
    }

    /** Where the viewer is played; null if that can't be told, or its path has something in it that must not be kept. */
    public @Nullable ServerConnection serverConnection() {
        boolean hasPath = connection.indexOf('/') >= 0;
        return connection.isEmpty() || hasPath && Captures.arePrivateIn(request.captures())
                ? null
                : new ServerConnection(caller, connection);
    }

    /** Never shows the cookie, with which a viewer could be impersonated. */
    @Override
    public String toString() {
        return "DecisionRequest[" + dialect + ", " + caller + ']';
    }
}
