package tv.usher.engine.inbound;

import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialect;
import tv.usher.engine.dialect.UnreadableCall;

/**
 * One question that is being answered.
 *
 * @param decisionRequest with an unknown request if the call couldn't be read
 * @param refusal null if the call could be read
 * @param isHead  the answer must have no body
 * @param arrived by {@link System#nanoTime}
 */
record PendingCall(
        Dialect dialect,
        DecisionRequest decisionRequest,
        @Nullable Decision refusal,
        boolean isHead,
        long arrived) {

    private static final AccessRequest UNREAD = AccessRequest.builder().build();

    static PendingCall readable(Dialect dialect, DecisionRequest decisionRequest, boolean isHead, long arrived) {
        return new PendingCall(dialect, decisionRequest, null, isHead, arrived);
    }

    static PendingCall refused(
            Dialect dialect, String caller, IllegalArgumentException failure, boolean isHead, long arrived) {
        DecisionRequest unread = new DecisionRequest(dialect.name(), caller, "", UNREAD);
        String open = UnreadableCall.leftOpenBy(failure);
        Decision refused = Decision.refused(dialect.name(), UnreadableCall.reasonOf(failure));
        return new PendingCall(
                dialect, open.isEmpty() ? unread : unread.connectedBy(open).leftOpen(), refused, isHead, arrived);
    }

    AccessRequest request() {
        return decisionRequest.request();
    }
}
