package tv.usher.engine.dialect;

import java.util.ArrayList;
import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Header;
import tv.usher.engine.decision.Answer;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.net.WireText;

/**
 * The answer to the caller.
 *
 * @param body one character per byte, mostly empty
 */
public record Reply(int status, List<Header> headers, String body) {

    private static final Header JSON = new Header("Content-Type", "application/json");
    private static final Header UNNAMED = new Header("X-Session-Name", ""); // as nearly all sessions are
    private static final Reply DENIED = Reply.of(403);
    private static final Reply UNDECIDED = Reply.of(503);

    Reply(int status, List<Header> headers) {
        this(status, headers, "");
    }

    static Reply of(int status) {
        return new Reply(status, List.of());
    }

    static Reply json(int status, String body) {
        return of(status).withJson(body);
    }

    /** For all callers that read the status: 200, 403, or 503 for "could not decide". */
    static Reply byStatus(AccessRequest request, Decision decision) {
        return decision.answer() == Answer.DENY ? DENIED : undenied(request, decision);
    }

    /**
     * As above, for a caller that hears why a viewer is denied.
     *
     * @param redirect how it hears where the viewer goes instead
     */
    static Reply byStatus(AccessRequest request, Decision decision, Redirect redirect) {
        return decision.answer() == Answer.DENY
                ? denied(decision, DeniedReason.toCaller(decision), redirect)
                : undenied(request, decision);
    }

    /** As above, for a proxy that relays all of a denial to the viewer. */
    static Reply relayed(AccessRequest request, Decision decision) {
        return decision.answer() == Answer.DENY
                ? denied(decision, DeniedReason.toViewer(decision), Redirect.FOUND)
                : undenied(request, decision);
    }

    private static Reply denied(Decision decision, List<Header> reason, Redirect redirect) {
        return redirect.on(new Reply(403, reason), decision);
    }

    private static Reply undenied(AccessRequest request, Decision decision) {
        return decision.answer() == Answer.ALLOW ? new Reply(200, identity(request, decision)) : UNDECIDED;
    }

    /**
     * The first three always, empty when unknown: a proxy that copies them must not pass on what a viewer sent under these names.
     * Flussonic's and Cesbo's field tells how many seconds the answer holds.
     */
    static List<Header> identity(AccessRequest request, Decision decision) {
        Header session = new Header("X-Session-Id", request.session());
        Header name = decision.sessionName().isEmpty()
                ? UNNAMED
                : new Header(UNNAMED.name(), WireText.write(decision.sessionName()));
        Header user = new Header("X-UserId", WireText.write(decision.user()));
        Decision.Pass pass = decision.pass();
        if (pass == null || !pass.session().isNamed()) {
            return List.of(session, name, user);
        }
        Header seconds = new Header("X-AuthDuration", Long.toString(pass.seconds()));
        return pass.cookie() == null
                ? List.of(session, name, user, seconds)
                : List.of(session, name, user, seconds, EdgeCookie.write(request, pass.cookie()));
    }

    /** This reply with a body. */
    Reply withJson(String json) {
        List<Header> more = new ArrayList<>(headers);
        more.add(JSON);
        return new Reply(status, List.copyOf(more), json);
    }
}
