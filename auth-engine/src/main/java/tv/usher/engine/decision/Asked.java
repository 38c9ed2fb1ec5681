package tv.usher.engine.decision;

import java.time.Duration;
import java.util.Objects;
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
    @Nullable Session keepable(Decision heard) {
        Sessions sessions = context.sessions();
        Session session = heard.verdict() instanceof Verdict.Allow ? null : sessions.expired(viewing, context.now());
        return session != null && sessions.wouldKeep(session) ? session : null;
    }

    /**
     * @param keepable null unless the viewing has a session that an outage may keep
     */
    DecisionTable.Step afterAsking(Decision heard, @Nullable Session keepable) {
        return DecisionTable.afterAsking(heard, keepable, heard.isUnverified() ? maxUnverified(heard) : 0);
    }

    private int maxUnverified(Decision heard) {
        return authority(heard).maxUnverified();
    }

    private Authority authority(Decision heard) {
        return Objects.requireNonNull(backends.authority(heard.backend()));
    }

    Origin origin(Decision heard) {
        return new Origin(
                decisionRequest.dialect(), decisionRequest.caller(), rule, heard.grantor(), limits.of(decisionRequest));
    }

    /** Why the viewer is let in although nobody has verified him. */
    Unverified unverified(Decision heard) {
        return new Unverified(
                heard.backend(),
                ((Verdict.Unavailable) heard.verdict()).reason(),
                maxUnverified(heard),
                authority(heard).maxUnverifiedOfAddress());
    }
}
