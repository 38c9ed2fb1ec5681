package tv.usher.engine.dialect;

import java.util.List;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Header;
import tv.usher.engine.decision.Decision;

/** The answer of all callers that go by the status: 200, 403, or 503 for "could not decide". */
final class StatusReply {

    private static final Reply DENIED = Reply.of(403);
    private static final Reply UNDECIDED = Reply.of(503);

    private StatusReply() {}

    static Reply of(AccessRequest request, Decision decision) {
        return switch (decision.answer()) {
            case ALLOW -> new Reply(200, identity(request, decision.grant()));
            case DENY -> DENIED;
            case ERROR -> UNDECIDED;
        };
    }

    /** Always all three, empty when unknown: a proxy that copies them must not pass on what a viewer sent under these names. */
    private static List<Header> identity(AccessRequest request, Grant grant) {
        String name = grant.sessionName().isEmpty() ? grant.user() : grant.sessionName();
        return List.of(
                new Header("X-Session-Id", request.session()),
                new Header("X-Session-Name", name),
                new Header("X-UserId", grant.user()));
    }
}
