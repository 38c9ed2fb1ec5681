package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Viewing;

/** What stands between one rule and its backends: whom memory knows isn't asked about, and equal questions are asked once. */
final class SessionStage implements RuleEffect {

    private final String rule;
    private final String identity;
    private final BackendGroup backends;
    private final SessionContext context;

    /**
     * @param identity names the rule and whom it asks, also after a restart
     */
    SessionStage(String rule, String identity, BackendGroup backends, SessionContext context) {
        this.rule = rule;
        this.identity = identity;
        this.backends = backends;
        this.context = context;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest decisionRequest) {
        long now = context.nanoTime().getAsLong();
        Viewing viewing = viewingOf(decisionRequest);
        Session session = context.sessions().known(viewing, now);
        if (session != null) {
            context.metrics().known.inc();
            refreshIfDue(session, viewing, decisionRequest, now);
            return CompletableFuture.completedFuture(Decision.known(session, now, viewing));
        }
        Refusal refusal = context.sessions().refused(viewing, now);
        if (refusal != null) {
            return denied(refusal);
        }
        if (!viewing.isNamed()) {
            return ask(viewing, decisionRequest);
        }
        return context.coalescer()
                .join(
                        viewing.key(),
                        () -> askUnlessAnswered(viewing, decisionRequest, now),
                        context.metrics().coalesced::inc,
                        backends.usesUpTokens());
    }

    private Viewing viewingOf(DecisionRequest decisionRequest) {
        return decisionRequest.kind() == CallKind.REQUEST
                ? context.viewings()
                        .of(decisionRequest.dialect(), identity, decisionRequest.request(), decisionRequest.cookie())
                : context.viewings().whole(decisionRequest.dialect(), identity, decisionRequest.request());
    }

    @Override
    public void end(DecisionRequest decisionRequest) {
        context.sessions().end(viewingOf(decisionRequest));
    }

    @Override
    public Plan plan(DecisionRequest decisionRequest) {
        return new DryRun(rule, backends, context, viewingOf(decisionRequest), decisionRequest).plan();
    }

    /** An equal question may have been answered after memory was asked and before this one could join it. */
    private CompletableFuture<Decision> askUnlessAnswered(Viewing viewing, DecisionRequest decisionRequest, long now) {
        Session session = context.sessions().recheck(viewing, now);
        if (session != null) {
            context.metrics().known.inc();
            return CompletableFuture.completedFuture(Decision.known(session, now, viewing));
        }
        Refusal refusal = context.sessions().refused(viewing, now);
        return refusal == null ? ask(viewing, decisionRequest) : denied(refusal);
    }

    private CompletableFuture<Decision> denied(Refusal refusal) {
        context.metrics().denied.inc();
        return CompletableFuture.completedFuture(Decision.remembered(rule, refusal));
    }

    private CompletableFuture<Decision> ask(Viewing viewing, DecisionRequest decisionRequest) {
        return new AskFlow(rule, backends, context, viewing, decisionRequest).start();
    }

    /** Ahead of the grant's end, so that nobody waits for it; only with a request that names the viewing as the first one did. */
    private void refreshIfDue(Session session, Viewing viewing, DecisionRequest decisionRequest, long now) {
        Authority authority = backends.authority(session.origin().backend());
        if (authority != null
                && backends.canAskAgain(authority)
                && viewing.isNamed()
                && isDue(session, viewing, authority, now)) {
            backends.apply(decisionRequest.request()).whenComplete((decision, failure) -> {
                if (decision != null) {
                    refreshed(session, viewing, decisionRequest, decision);
                }
            });
        }
    }

    /** An unverified viewer is asked about as soon as the backend is back, but not all of them at once. */
    private boolean isDue(Session session, Viewing viewing, Authority authority, long now) {
        return session.isVerified()
                ? context.sessions().claimRefresh(session, now)
                : !authority.isOut()
                        && session.key().equals(viewing.key())
                        && context.sessions().claimVerification(session, now);
    }

    private void refreshed(Session session, Viewing viewing, DecisionRequest decisionRequest, Decision decision) {
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Allow) {
            context.metrics().refreshed.inc();
            if (session.isVerified()) {
                context.sessions().renew(session, decision.grant());
            } else {
                verified(session, viewing, decisionRequest, decision);
            }
        } else if (verdict instanceof Verdict.Unavailable
                || decision.unavailable().contains(session.origin().backend())) {
            context.metrics().kept.inc();
            context.sessions().keep(session);
        } else if (verdict instanceof Verdict.Deny deny) {
            context.sessions()
                    .refuted(session, viewing, new Refusal(deny.reason(), decision.backend(), deny.redirect()));
        }
    }

    private void verified(Session session, Viewing viewing, DecisionRequest decisionRequest, Decision decision) {
        context.sessions()
                .verified(
                        session,
                        viewing,
                        decision.grantor(),
                        decision.grant(),
                        context.idleTimeoutOf(decisionRequest.dialect()));
    }
}
