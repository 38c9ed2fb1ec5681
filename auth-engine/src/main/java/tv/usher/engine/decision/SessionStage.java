package tv.usher.engine.decision;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.PathPattern;
import tv.usher.engine.session.Reauthorization;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/** What stands between one rule and its backends: whom memory knows isn't asked about, and equal questions are asked once. */
final class SessionStage implements RuleEffect {

    private final String rule;
    private final String identity;
    private final List<PathPattern> naming;
    private final BackendGroup backends;
    private final SessionContext context;
    private final LimitRules limits;
    private final Sessions sessions;
    private final Reauthorization reauthorization;
    private final Viewings viewings;
    private final SessionMetrics metrics;
    private final Clock clock;

    /**
     * @param identity as {@link RuleSettings#identity}
     * @param naming   paths of the rule that name what stands in them
     */
    SessionStage(
            String rule,
            String identity,
            List<PathPattern> naming,
            BackendGroup backends,
            SessionContext context,
            LimitRules limits) {
        this.rule = rule;
        this.identity = identity;
        this.naming = naming;
        this.backends = backends;
        this.context = context;
        this.limits = limits;
        this.sessions = context.sessions();
        this.reauthorization = sessions.reauthorization();
        this.viewings = context.viewings().asking(backends.names());
        this.metrics = context.metrics();
        this.clock = context.clock();
    }

    @Override
    public CompletableFuture<Decision> decide(DecisionRequest asked) {
        DecisionRequest decisionRequest = named(asked);
        long now = clock.now();
        Viewing viewing = viewingOf(decisionRequest);
        Session session = sessions.known(viewing, now);
        Refusal refusal = session == null ? sessions.refusedAtOnce(viewing, now) : null;
        if (session != null) {
            refreshIfDue(session, viewing, decisionRequest, now);
            sessions.isPlayed(session, viewing);
        }
        Decision remembered = context.fromMemory(rule, session, refusal, now, viewing);
        if (remembered != null) {
            return CompletableFuture.completedFuture(remembered);
        }
        return viewing.isNamed() ? join(viewing, decisionRequest, now) : ask(viewing, decisionRequest);
    }

    private CompletableFuture<Decision> join(Viewing viewing, DecisionRequest decisionRequest, long now) {
        CompletableFuture<Decision> joined = context.coalescer()
                .join(
                        viewing.key(),
                        () -> askUnlessAnswered(viewing, decisionRequest, now),
                        metrics.coalesced::inc,
                        backends.usesUpTokens());
        if (viewing.isConnected()) { // whoever joins an equal question has another connection
            joined.thenAccept(decision -> isPlayed(decision.pass(), viewing));
        }
        return joined;
    }

    private void isPlayed(Decision.@Nullable Pass pass, Viewing viewing) {
        if (pass != null) {
            sessions.isPlayed(pass.session(), viewing);
        }
    }

    /** With the channel that the rule's path names, so that a grant for one is never a grant for another. */
    private DecisionRequest named(DecisionRequest asked) {
        if (naming.isEmpty()) {
            return asked;
        }
        AccessRequest request = asked.request();
        for (PathPattern path : naming) {
            Map<String, String> captures = path.capture(request.path());
            if (captures != null) {
                return asked.with(Captures.in(request, captures));
            }
        }
        return asked;
    }

    private Viewing viewingOf(DecisionRequest decisionRequest) {
        return decisionRequest.kind() == CallKind.REQUEST
                ? viewings.of(
                        decisionRequest.dialect(),
                        identity,
                        decisionRequest.request(),
                        decisionRequest.cookie(),
                        decisionRequest.serverConnection())
                : viewings.whole(
                        decisionRequest.dialect(),
                        identity,
                        decisionRequest.request(),
                        decisionRequest.serverConnection());
    }

    @Override
    public Viewing viewing(DecisionRequest asked) {
        return viewingOf(named(asked));
    }

    @Override
    public Plan plan(DecisionRequest asked) {
        DecisionRequest decisionRequest = named(asked);
        return new DryRun(asked(viewingOf(decisionRequest), decisionRequest)).plan();
    }

    /** An equal question may have been answered after memory was asked and before this one could join it. */
    private CompletableFuture<Decision> askUnlessAnswered(Viewing viewing, DecisionRequest decisionRequest, long now) {
        Session session = sessions.recheck(viewing, now);
        Refusal refusal = session == null ? sessions.refused(viewing, now) : null;
        Decision remembered = context.fromMemory(rule, session, refusal, now, viewing);
        return remembered != null ? CompletableFuture.completedFuture(remembered) : ask(viewing, decisionRequest);
    }

    private CompletableFuture<Decision> ask(Viewing viewing, DecisionRequest decisionRequest) {
        return new AskFlow(asked(viewing, decisionRequest)).start();
    }

    private Asked asked(Viewing viewing, DecisionRequest decisionRequest) {
        return new Asked(rule, backends, context, limits, viewing, decisionRequest);
    }

    /** Ahead of the grant's end, so that nobody waits for it; only with a request that names the viewing as the first one did. */
    private void refreshIfDue(Session session, Viewing viewing, DecisionRequest decisionRequest, long now) {
        if (!session.isRefreshDue(now)) {
            return;
        }
        Authority authority = backends.authority(session.origin().backend());
        if (authority == null || !backends.canAskAgain(authority) || !viewing.isNamed()) {
            return;
        }
        CompletableFuture<CombinedVerdict> renewal =
                backends.renew(decisionRequest.request(), () -> isDue(session, viewing, authority, now));
        if (renewal != null) {
            renewal.thenAccept(heard -> refreshed(session, viewing, decisionRequest, heard, now));
        }
    }

    /** An unverified viewer is asked about as soon as the backend is back, but not all of them at once. */
    private boolean isDue(Session session, Viewing viewing, Authority authority, long now) {
        return session.isVerified()
                ? reauthorization.claimRefresh(session, now)
                : !backends.isOut(authority)
                        && session.key().equals(viewing.key())
                        && reauthorization.claimVerification(session, now);
    }

    /**
     * @param asked when that began
     */
    private void refreshed(
            Session session, Viewing viewing, DecisionRequest decisionRequest, CombinedVerdict heard, long asked) {
        switch (DecisionTable.afterAsking(heard, session)) {
            case ADMIT -> {
                metrics.refreshed.inc();
                if (session.isVerified()) {
                    reauthorization.renew(session, heard.grant());
                    reauthorization.doubtIfFooledSince(asked, session);
                } else {
                    reauthorization.verified(
                            session,
                            viewing,
                            heard.grantor(),
                            limits.of(decisionRequest),
                            heard.grant(),
                            context.idleTimeoutOf(decisionRequest.dialect()),
                            asked);
                }
            }
            case KEEP -> {
                if (reauthorization.keep(session)) {
                    metrics.kept.inc();
                }
            }
            case DENY -> {
                Verdict.Deny deny = (Verdict.Deny) heard.verdict();
                reauthorization.refuted(
                        session,
                        viewing,
                        new Refusal(deny.reason(), heard.authority().name(), deny.redirect()));
            }
            default -> {} // nothing new is known of the viewer
        }
    }
}
