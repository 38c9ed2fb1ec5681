package tv.usher.engine.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Unverified;
import tv.usher.engine.session.Viewing;

/**
 * A request that memory doesn't answer: by which rule whom is asked, and about which viewing.
 *
 * @param rule its name
 */
record Asked(
        String rule,
        BackendGroup backends,
        SessionContext context,
        LimitRules limits,
        Viewing viewing,
        DecisionRequest decisionRequest) {

    AccessRequest request() {
        return decisionRequest.request();
    }

    Duration idleTimeout() {
        return context.idleTimeoutOf(decisionRequest.dialect());
    }

    /** The expired session that an outage may keep. None is looked for if a backend allowed. */
    @Nullable Session keepable(CombinedVerdict heard) {
        Sessions sessions = context.sessions();
        Session session = heard.verdict() instanceof Verdict.Allow ? null : sessions.expired(viewing, context.now());
        return session != null && sessions.reauthorization().wouldKeep(session) ? session : null;
    }

    Origin origin(CombinedVerdict heard) {
        return new Origin(
                decisionRequest.dialect(), decisionRequest.caller(), rule, heard.grantor(), limits.of(decisionRequest));
    }

    /** Why the viewer is let in although nobody has verified him. */
    Unverified unverified(CombinedVerdict heard) {
        Authority authority = heard.authority();
        return new Unverified(
                authority.name(),
                ((Verdict.Unavailable) heard.verdict()).reason(),
                authority.maxUnverified(),
                authority.maxUnverifiedOfAddress());
    }
}
