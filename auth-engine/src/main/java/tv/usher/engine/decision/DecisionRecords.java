package tv.usher.engine.decision;

import java.util.Optional;
import tv.usher.api.Reason;
import tv.usher.engine.journal.DecisionRecord;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.ReasonCode;

/** Makes a decision flat, as the log and {@code usher why} keep it. */
public final class DecisionRecords {

    private DecisionRecords() {}

    public static DecisionRecord of(long at, DecisionRequest asked, Decision decision, long millis) {
        Optional<Reason> remark = remark(decision);
        return new DecisionRecord(
                at,
                asked.dialect(),
                asked.caller(),
                DecisionRecord.shown(asked.request()),
                decision.answer().word(),
                decision.answer() != Answer.ALLOW,
                decision.word(),
                decision.rule(),
                remark.map(Reason::code).orElseGet(decision::reasonCode),
                DecisionRecord.start(Captures.hide(
                        remark.map(Reason::text).orElseGet(decision::why),
                        asked.request().captures())),
                decision.backend(),
                DecisionRecord.start(decision.user()),
                asked.request().userAgent().hashCode(),
                decision.isUnnamed(),
                millis,
                IpAddress.parse(asked.request().clientAddress()));
    }

    /** What an operator should know of an allow that isn't from memory. */
    private static Optional<Reason> remark(Decision decision) {
        Decision.Pass pass = decision.pass();
        if (decision.answer() != Answer.ALLOW || decision.isKnown() || decision.isUnverified()) {
            return Optional.empty();
        }
        if (pass != null && !pass.session().isNamed()) {
            return Optional.of(ReasonCode.VIEWING_UNNAMED.with(
                    "neither a token nor the caller names the viewing; it counts by user, address, agent and folder"));
        }
        boolean hasLimit =
                decision.grant().unique() || decision.grant().maxSessions().isPresent();
        return hasLimit && decision.user().isEmpty()
                ? Optional.of(ReasonCode.LIMIT_UNCOUNTED.with("the answer has a limit, but names no user to count"))
                : Optional.empty();
    }
}
