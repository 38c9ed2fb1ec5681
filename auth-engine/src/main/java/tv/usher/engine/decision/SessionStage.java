package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Viewing;

/** What stands between one rule and its backends: whom memory knows isn't asked about, and equal questions are asked once. */
final class SessionStage implements Rule.Effect {

    private final String rule;
    private final String identity;
    private final BackendGroup poll;
    private final SessionContext memory;

    /**
     * @param identity names the rule and whom it asks, also after a restart
     */
    SessionStage(String rule, String identity, BackendGroup poll, SessionContext memory) {
        this.rule = rule;
        this.identity = identity;
        this.poll = poll;
        this.memory = memory;
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest inquiry) {
        long now = memory.nanoTime().getAsLong();
        Viewing viewing = viewingOf(inquiry);
        Session session = memory.sessions().known(viewing, now);
        if (session != null) {
            memory.metrics().known.inc();
            refreshIfDue(session, viewing, inquiry, now);
            return CompletableFuture.completedFuture(Decision.known(session, now, viewing));
        }
        Refusal refusal = memory.sessions().refused(viewing, now);
        if (refusal != null) {
            return denied(refusal);
        }
        if (!viewing.isNamed()) {
            return ask(viewing, inquiry);
        }
        return memory.equal()
                .join(
                        viewing.key(),
                        () -> askUnlessAnswered(viewing, inquiry, now),
                        memory.metrics().coalesced::inc,
                        poll.usesUpTokens());
    }

    private Viewing viewingOf(DecisionRequest inquiry) {
        return inquiry.occasion() == CallKind.REQUEST
                ? memory.viewings().of(inquiry.dialect(), identity, inquiry.request(), inquiry.cookie())
                : memory.viewings().whole(inquiry.dialect(), identity, inquiry.request());
    }

    @Override
    public void end(DecisionRequest inquiry) {
        memory.sessions().end(viewingOf(inquiry));
    }

    @Override
    public Plan plan(DecisionRequest inquiry) {
        return new DryRun(rule, poll, memory, viewingOf(inquiry), inquiry).plan();
    }

    /** An equal question may have been answered after memory was asked and before this one could join it. */
    private CompletableFuture<Decision> askUnlessAnswered(Viewing viewing, DecisionRequest inquiry, long now) {
        Session session = memory.sessions().recheck(viewing, now);
        if (session != null) {
            memory.metrics().known.inc();
            return CompletableFuture.completedFuture(Decision.known(session, now, viewing));
        }
        Refusal refusal = memory.sessions().refused(viewing, now);
        return refusal == null ? ask(viewing, inquiry) : denied(refusal);
    }

    private CompletableFuture<Decision> denied(Refusal refusal) {
        memory.metrics().denied.inc();
        return CompletableFuture.completedFuture(Decision.remembered(rule, refusal));
    }

    private CompletableFuture<Decision> ask(Viewing viewing, DecisionRequest inquiry) {
        return new AskFlow(rule, poll, memory, viewing, inquiry).start();
    }

    /** Ahead of the grant's end, so that nobody waits for it; only with a request that names the viewing as the first one did. */
    private void refreshIfDue(Session session, Viewing viewing, DecisionRequest inquiry, long now) {
        Authority authority = poll.authority(session.origin().backend());
        if (authority != null
                && poll.canAskAgain(authority)
                && viewing.isNamed()
                && isDue(session, viewing, authority, now)) {
            poll.apply(inquiry.request()).whenComplete((decision, failure) -> {
                if (decision != null) {
                    refreshed(session, viewing, inquiry, decision);
                }
            });
        }
    }

    /** An unverified viewer is asked about as soon as the backend is back, but not all of them at once. */
    private boolean isDue(Session session, Viewing viewing, Authority authority, long now) {
        return session.isVerified()
                ? memory.sessions().claimRefresh(session, now)
                : !authority.isOut()
                        && session.key().equals(viewing.key())
                        && memory.sessions().claimVerification(session, now);
    }

    private void refreshed(Session session, Viewing viewing, DecisionRequest inquiry, Decision decision) {
        Verdict verdict = decision.verdict();
        if (verdict instanceof Verdict.Allow) {
            memory.metrics().refreshed.inc();
            if (session.isVerified()) {
                memory.sessions().renew(session, decision.grant());
            } else {
                verified(session, viewing, inquiry, decision);
            }
        } else if (verdict instanceof Verdict.Unavailable
                || decision.unavailable().contains(session.origin().backend())) {
            memory.metrics().kept.inc();
            memory.sessions().keep(session);
        } else if (verdict instanceof Verdict.Deny deny) {
            memory.sessions()
                    .refuted(session, viewing, new Refusal(deny.reason(), decision.backend(), deny.redirect()));
        }
    }

    private void verified(Session session, Viewing viewing, DecisionRequest inquiry, Decision decision) {
        memory.sessions()
                .verified(
                        session,
                        viewing,
                        decision.grantor(),
                        decision.grant(),
                        memory.idleTimeoutOf(inquiry.dialect()));
    }
}
