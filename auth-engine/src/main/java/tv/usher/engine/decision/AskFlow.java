package tv.usher.engine.decision;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Verdict;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.CancellableFuture;

/** An unknown viewer: other Ushers are asked, then the backends, and what follows by {@link DecisionTable} is done. */
final class AskFlow extends CancellableFuture<Decision> {

    private final Asked asked;
    private final SessionContext context;
    private final Sessions sessions;
    private final Viewing viewing;
    private final long began;

    AskFlow(Asked asked) {
        this.asked = asked;
        this.context = asked.context();
        this.sessions = context.sessions();
        this.viewing = asked.viewing();
        this.began = context.now();
    }

    CompletableFuture<Decision> start() {
        then(sessions.askOthers(viewing), this::heardOthers);
        return this;
    }

    private void heardOthers(SessionStore.Known others) {
        long now = context.now();
        Session session = !others.sessions().isEmpty() ? sessions.known(viewing, now) : null;
        Refusal refusal = others.denial().orElseGet(() -> viewing.isNamed() ? null : sessions.refused(viewing, now));
        Decision remembered = context.fromMemory(asked.rule(), session, refusal, now, viewing);
        if (remembered != null) {
            complete(remembered);
        } else {
            askBackends();
        }
    }

    private void askBackends() {
        if (isDone()) {
            return;
        }
        context.metrics().asked.inc();
        then(await(asked.backends().ask(asked.request())), heard -> follow(heard, asked.keepable(heard)));
    }

    /**
     * @param keepable null unless an outage may keep the viewer
     */
    private void follow(CombinedVerdict heard, @Nullable Session keepable) {
        DecisionTable.Step step = DecisionTable.afterAsking(heard, keepable);
        switch (step) {
            case ADMIT -> admit(step, heard, null);
            case ADMIT_UNVERIFIED -> admit(step, heard, asked.unverified(heard));
            case REFUSE_UNVERIFIED -> complete(DecisionTable.tooLate(asked.rule(), heard));
            case KEEP -> keep(heard, Objects.requireNonNull(keepable));
            case DENY -> {
                Decision explained = explained(heard);
                deny(explained, (Verdict.Deny) explained.verdict());
                complete(explained);
            }
            case TELL -> complete(explained(heard));
        }
    }

    /**
     * @param unverified null for a viewer whom a backend allowed
     */
    private void admit(DecisionTable.Step step, CombinedVerdict heard, @Nullable Unverified unverified) {
        Origin origin = asked.origin(heard);
        then(sessions.restoredFor(origin, heard.grant(), unverified), restored -> {
            if (isCancelled()) {
                return; // whoever was asked about since then may have the place already
            }
            Duration idle = asked.idleTimeout();
            then(
                    unverified == null
                            ? sessions.admit(viewing, origin, heard.grant(), idle)
                            : sessions.admitUnverified(viewing, origin, heard.grant(), unverified, idle),
                    admission -> admitted(step, heard, admission));
        });
    }

    private Decision explained(CombinedVerdict heard) {
        Decision explained = DecisionTable.explained(asked.rule(), heard, sessions.replaced(viewing, context.now()));
        return viewing.isNamed() ? explained : explained.unnamed();
    }

    private void keep(CombinedVerdict heard, Session keepable) {
        if (sessions.reauthorization().keep(keepable)) {
            context.metrics().kept.inc();
            complete(Decision.known(asked.rule(), keepable, context.now(), viewing));
        } else {
            follow(heard, null); // it has ended since
        }
    }

    private void deny(Decision decision, Verdict.Deny deny) {
        sessions.deny(viewing, new Refusal(deny.reason(), decision.backend(), decision.user(), deny.redirect()));
        Session expired = sessions.expired(viewing, context.now());
        if (expired != null) {
            sessions.end(expired, SessionEnd.DENIED);
        }
    }

    private void admitted(DecisionTable.Step step, CombinedVerdict heard, AdmissionResult admission) {
        if (admission.refusal() != null) {
            if (step == DecisionTable.Step.ADMIT) {
                sessions.deny(viewing, DecisionTable.toRemember(heard, admission.refusal()));
            }
            complete(DecisionTable.refused(step, asked.rule(), heard, admission.refusal()));
        } else if (isCancelled() && admission.session() != null) {
            sessions.end(admission.session(), SessionEnd.UNHEARD); // nobody heard that the viewer was let in
        } else if (admission.session() != null) {
            sessions.reauthorization().doubtIfFooledSince(began, admission.session());
            complete(Decision.letIn(asked.rule(), heard, admission.session(), context.now(), viewing));
        } else {
            Duration lifetime = sessions.lifetime(heard.grant(), step == DecisionTable.Step.ADMIT);
            complete(Decision.letInUnremembered(asked.rule(), heard, lifetime));
        }
    }
}
