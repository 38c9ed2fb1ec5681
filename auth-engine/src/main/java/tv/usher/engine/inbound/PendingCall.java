package tv.usher.engine.inbound;

import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Reason;
import tv.usher.engine.decision.Decision;
import tv.usher.engine.decision.DecisionRequest;
import tv.usher.engine.dialect.Dialect;

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

    static PendingCall refused(Dialect dialect, String caller, Reason why, boolean isHead, long arrived) {
        DecisionRequest unread = new DecisionRequest(dialect.name(), caller, "", UNREAD);
        return new PendingCall(dialect, unread, Decision.refused(dialect.name(), why), isHead, arrived);
    }

    AccessRequest request() {
        return decisionRequest.request();
    }
}
