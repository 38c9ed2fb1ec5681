package tv.usher.engine.decision;

import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.ReasonCode;

/** Gives a viewer whom a limit of his user keeps out a code for the operator's portal. */
record PortalCodes(OneTimeCodes codes) {

    boolean areIssued() {
        return codes.areIssued();
    }

    Decision issue(Decision decision) {
        return areIssued() && isOverOwnLimit(decision)
                ? decision.withCode(codes.issue(new UserId(decision.backend(), decision.user())))
                : decision;
    }

    /** Ending a session of the user makes room only where the user's own sessions are in the way. */
    private static boolean isOverOwnLimit(Decision decision) {
        return decision.answer() == Answer.DENY
                && !decision.user().isEmpty()
                && ReasonCode.of(decision.reasonCode())
                        .filter(ReasonCode::isOfOwnSessions)
                        .isPresent();
    }
}
