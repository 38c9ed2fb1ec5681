package tv.usher.engine.decision;

import java.util.Optional;
import tv.usher.api.Verdict;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewing;

/** What memory would make of a question, and of what the backends say: as {@link SessionStage} and {@link AskFlow}, but without a trace. */
final class DryRun {

    private final String rule;
    private final BackendGroup backends;
    private final SessionContext context;
    private final Sessions sessions;
    private final Viewing viewing;
    private final DecisionRequest decisionRequest;

    DryRun(
            String rule,
            BackendGroup backends,
            SessionContext context,
            Viewing viewing,
            DecisionRequest decisionRequest) {
        this.rule = rule;
        this.backends = backends;
        this.context = context;
        this.sessions = context.sessions();
        this.viewing = viewing;
        this.decisionRequest = decisionRequest;
    }

    Plan plan() {
        long now = context.nanoTime().getAsLong();
        Plan asking = backends.plan().then(this::heard);
        Session session = sessions.peek(viewing, now);
        if (session != null) {
            return asking.with(MemoryState.KNOWN, Optional.of(Decision.known(session, now, viewing)));
        }
        Refusal refusal = sessions.refused(viewing, now);
        if (refusal != null) {
            return asking.with(MemoryState.REFUSED, Optional.of(Decision.remembered(rule, refusal)));
        }
        return asking.with(viewing.isNamed() ? MemoryState.NOTHING : MemoryState.UNNAMED, Optional.empty());
    }

    private Decision heard(Decision decision) {
        long now = context.nanoTime().getAsLong();
        Session lapsed = sessions.expired(viewing, now);
        boolean unavailable = decision.verdict() instanceof Verdict.Unavailable;
        if (!unavailable && decision.answer() == Answer.ALLOW) {
            return admitted(decision);
        }
        boolean missed = unavailable
                || lapsed != null
                        && decision.unavailable().contains(lapsed.origin().backend());
        if (lapsed != null && missed && sessions.wouldKeep(lapsed)) {
            return Decision.known(lapsed, now, viewing);
        }
        return decision.isUnverified() ? admittedUnverified(decision) : decision;
    }

    private Decision admittedUnverified(Decision decision) {
        if (backends.authority(decision.backend()).maxUnverified() == 0) {
            return decision.withoutBudget("nobody is let in unverified any more");
        }
        Refusal refusal = refusal(decision);
        return refusal == null ? decision : decision.withoutBudget(refusal.reason());
    }

    private Decision admitted(Decision decision) {
        Refusal refusal = refusal(decision);
        return refusal == null
                ? decision
                : Decision.remembered(rule, new Refusal(refusal.reason(), decision.backend()));
    }

    private Refusal refusal(Decision decision) {
        Origin origin = new Origin(decisionRequest.dialect(), decisionRequest.caller(), rule, decision.grantor());
        return sessions.wouldRefuse(viewing, origin, decision.grant());
    }
}
