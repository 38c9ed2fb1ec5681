package tv.usher.engine.dialect;

import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;

/** The answer for callers that read a code in the body, where 0 allows: SRS and ZLMediaKit. */
final class CodeReply {

    static final Reply HEARD = Reply.json(200, "{\"code\":0}");

    private static final Reply DENIED = Reply.json(403, "{\"code\":403,\"msg\":\"denied\"}");
    private static final Reply UNDECIDED = Reply.json(503, "{\"code\":503,\"msg\":\"could not decide\"}");

    private CodeReply() {}

    static Reply of(AccessRequest request, Decision decision) {
        return switch (decision.answer()) {
            case ALLOW -> Reply.byStatus(request, decision).withJson(HEARD.body());
            case DENY -> DENIED;
            case ERROR -> UNDECIDED;
        };
    }
}
