package tv.usher.engine.decision;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tv.usher.api.Verdict;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.Viewing;

/** An unknown viewer: other Ushers are asked, then the backends, and what they say is remembered. */
final class AskFlow extends CompletableFuture<Decision> {

    private final String rule;
    private final BackendGroup backends;
    private final SessionContext context;
    private final Sessions sessions;
    private final Viewing viewing;
    private final DecisionRequest decisionRequest;
    private volatile CompletableFuture<Decision> polled;

    AskFlow(
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

    CompletableFuture<Decision> start() {
        then(sessions.askOthers(viewing), this::heardOthers);
        return this;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        CompletableFuture<Decision> given = polled;
        if (given != null) {
            given.cancel(mayInterruptIfRunning);
        }
        return cancelled;
    }

    private void heardOthers(SessionStore.Known others) {
        long now = context.nanoTime().getAsLong();
        Session session = others.session().isPresent() ? sessions.known(viewing, now) : null;
        if (session != null) {
            context.metrics().known.inc();
            complete(Decision.known(session, now, viewing));
        } else if (others.denial().isPresent()) {
            context.metrics().denied.inc();
            complete(Decision.remembered(rule, others.denial().get()));
        } else if (!isDone()) {
            askBackends();
        }
    }

    private void askBackends() {
        context.metrics().asked.inc();
        CompletableFuture<Decision> asked = backends.apply(decisionRequest.request());
        polled = asked;
        if (isCancelled()) {
            asked.cancel(true);
        }
        then(asked, this::heard);
    }

    private void heard(Decision decision) {
        if (decision.verdict() instanceof Verdict.Unavailable) {
            unavailable(decision);
        } else if (decision.answer() == Answer.ALLOW) {
            admit(decision);
        } else {
            denied(decision);
        }
    }

    private void unavailable(Decision decision) {
        Session lapsed = sessions.expired(viewing, context.nanoTime().getAsLong());
        if (lapsed != null && sessions.keep(lapsed)) {
            goOn(lapsed);
        } else if (decision.answer() == Answer.ALLOW) {
            admitUnverified(decision);
        } else {
            complete(decision);
        }
    }

    private void admitUnverified(Decision decision) {
        int most = backends.authority(decision.backend()).maxUnverified();
        if (most == 0) {
            complete(decision.withoutBudget("nobody is let in unverified any more"));
            return;
        }
        then(
                sessions.admitUnverified(
                        viewing,
                        origin(decision),
                        decision.grant(),
                        new Unverified(decision.backend(), decision.why(), most),
                        context.idleTimeoutOf(decisionRequest.dialect())),
                admission -> {
                    if (admission.refusal() == null) {
                        admitted(decision, admission);
                    } else {
                        complete(decision.withoutBudget(admission.refusal().reason()));
                    }
                });
    }

    private void denied(Decision decision) {
        Session lapsed = sessions.expired(viewing, context.nanoTime().getAsLong());
        if (lapsed != null && decision.unavailable().contains(lapsed.origin().backend()) && sessions.keep(lapsed)) {
            goOn(lapsed);
            return;
        }
        if (decision.verdict() instanceof Verdict.Deny deny) {
            sessions.deny(viewing, new Refusal(deny.reason(), decision.backend(), deny.redirect()));
            if (lapsed != null) {
                sessions.end(lapsed);
            }
        }
        complete(decision);
    }

    /** Who was known until now isn't a stranger, whatever a backend's action is for those. */
    private void goOn(Session lapsed) {
        context.metrics().kept.inc();
        complete(Decision.known(lapsed, context.nanoTime().getAsLong(), viewing));
    }

    private void admit(Decision decision) {
        then(
                sessions.admit(
                        viewing,
                        origin(decision),
                        decision.grant(),
                        true,
                        context.idleTimeoutOf(decisionRequest.dialect())),
                admission -> admitted(decision, admission));
    }

    private Origin origin(Decision decision) {
        return new Origin(decisionRequest.dialect(), decisionRequest.caller(), rule, decision.grantor());
    }

    private void admitted(Decision decision, AdmissionResult admission) {
        if (admission.refusal() != null) {
            Refusal refusal = new Refusal(admission.refusal().reason(), decision.backend());
            sessions.deny(viewing, refusal);
            complete(Decision.remembered(rule, refusal));
        } else if (isCancelled() && admission.session() != null) {
            sessions.end(admission.session()); // nobody heard that the viewer was let in
        } else {
            complete(decision.in(admission.session(), context.nanoTime().getAsLong(), viewing));
        }
    }

    private <T> void then(CompletableFuture<T> first, Consumer<T> next) {
        first.whenComplete((result, failure) -> {
            try {
                if (failure != null) {
                    completeExceptionally(failure);
                } else {
                    next.accept(result);
                }
            } catch (Throwable e) { // those who wait must hear of it
                completeExceptionally(e);
            }
        });
    }
}
