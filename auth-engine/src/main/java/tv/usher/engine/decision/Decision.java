package tv.usher.engine.decision;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.api.Grant;
import tv.usher.api.Location;
import tv.usher.api.Reason;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;
import tv.usher.engine.backend.VerdictText;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;

/**
 * What the caller is told, and why.
 *
 * @param answer  for the caller
 * @param verdict what led to it; {@link Verdict.Unavailable} with {@link Answer#ALLOW} is a viewer let in unverified
 * @param rule    the rule that held, or who else refused
 * @param backend whose verdict it is; empty if nobody was asked
 * @param grant   names nobody unless a backend allowed and the viewer is let in; with the lifetime that counts if he isn't remembered
 * @param pass    null unless the viewer is remembered
 * @param redirect where a denied viewer is sent instead, by callers that can; empty for all others
 * @param isUndecided the question failed, and nothing shows an outage
 * @param isUnnamed who is refused showed no token, and belongs to no viewing that is known
 * @param code with which the viewer's portal may end another session of the user; empty unless a limit of the user keeps him out
 */
public record Decision(
        Answer answer,
        Verdict verdict,
        String rule,
        String backend,
        Grant grant,
        @Nullable Pass pass,
        Optional<Location> redirect,
        boolean isUndecided,
        boolean isUnnamed,
        Optional<Secret> code) {

    static final Grant NO_GRANT = Grant.lasting(Duration.ZERO);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private static final Verdict KNOWN = new Verdict.Allow(NO_GRANT);
    private static final Verdict NO_RULE = new Verdict.Deny(ReasonCode.NO_RULE_HOLDS.with("no rule holds"));
    private static final Verdict BY_RULE = new Verdict.Deny(ReasonCode.DENIED_BY_RULE.with("rule says deny"));
    private static final Decision NO_RULE_HOLDS = new Decision(Answer.DENY, NO_RULE, "", "", NO_GRANT, null);

    /** A denied viewer is sent where the verdict says, if it does. */
    Decision(Answer answer, Verdict verdict, String rule, String backend, Grant grant, @Nullable Pass pass) {
        this(answer, verdict, rule, backend, grant, pass, redirectOf(answer, verdict), false, false, Optional.empty());
    }

    private static Optional<Location> redirectOf(Answer answer, Verdict verdict) {
        return answer == Answer.DENY && verdict instanceof Verdict.Deny deny ? deny.redirect() : Optional.empty();
    }

    /**
     * A remembered viewer.
     *
     * @param seconds that are left, at least 1
     * @param known   answered from memory: nobody was asked this time
     * @param cookie  for the edge to carry; null if there is none
     */
    public record Pass(Session session, long seconds, boolean known, Viewing.@Nullable Cookie cookie) {

        private static Pass of(Session session, long now, boolean known, Viewing viewing) {
            return new Pass(
                    session, session.secondsLeft(now), known, viewing.cookie().orElse(null));
        }
    }

    /** No condition of any rule held. */
    static Decision noRuleHolds() {
        return NO_RULE_HOLDS;
    }

    static Decision allowedBy(String rule) {
        return new Decision(Answer.ALLOW, new Verdict.Allow(NO_GRANT), rule, "", NO_GRANT, null);
    }

    public static Decision deniedBy(String rule) {
        return new Decision(Answer.DENY, BY_RULE, rule, "", NO_GRANT, null);
    }

    /**
     * A question that couldn't be understood, or must not be answered.
     *
     * @param by  who refused
     * @param reason without anything that a viewer sent
     */
    public static Decision refused(String by, Reason reason) {
        return new Decision(Answer.DENY, new Verdict.Deny(reason), by, "", NO_GRANT, null);
    }

    /** Memory knows the viewer. */
    static Decision known(String rule, Session session, long now, Viewing viewing) {
        return new Decision(
                Answer.ALLOW, KNOWN, rule, session.origin().backend(), NO_GRANT, Pass.of(session, now, true, viewing));
    }

    /** Memory answers for a backend or an operator who denied before. */
    static Decision refusedFromMemory(String rule, Refusal refusal) {
        return new Decision(
                Answer.DENY,
                new Verdict.Deny(refusal.reason()).redirect(refusal.redirect()),
                rule,
                refusal.backend(),
                refusal.user().isEmpty() ? NO_GRANT : NO_GRANT.user(refusal.user()),
                null);
    }

    /** Usher itself failed: nothing is known about this viewer. */
    public static Decision failed(String why) {
        return new Decision(
                Answer.ERROR,
                new Verdict.Unavailable(ReasonCode.INTERNAL_ERROR.with(why)),
                "usher",
                "",
                NO_GRANT,
                null);
    }

    /** What the backends said; nobody is remembered. */
    static Decision of(String rule, CombinedVerdict heard) {
        Answer answer = heard.answer();
        Verdict verdict = heard.verdict();
        return new Decision(
                answer,
                verdict,
                rule,
                heard.authority().name(),
                heard.grant(),
                null,
                redirectOf(answer, verdict),
                heard.counting().isUndecided(),
                false,
                Optional.empty());
    }

    /** The viewer is let in by what the backends said, and remembered. */
    static Decision letIn(String rule, CombinedVerdict heard, Session session, long now, Viewing viewing) {
        return letIn(rule, heard, heard.grant(), Pass.of(session, now, false, viewing));
    }

    /**
     * The same, but he isn't remembered.
     *
     * @param lifetime that a session of his would have
     */
    static Decision letInUnremembered(String rule, CombinedVerdict heard, Duration lifetime) {
        Duration atLeast = lifetime.compareTo(SHORTEST) < 0 ? SHORTEST : lifetime;
        return letIn(rule, heard, heard.grant().lifetime(atLeast), null);
    }

    private static Decision letIn(String rule, CombinedVerdict heard, Grant grant, @Nullable Pass pass) {
        return new Decision(
                heard.answer(), heard.verdict(), rule, heard.authority().name(), grant, pass);
    }

    /**
     * The backend is unavailable, and this viewer isn't let in for that.
     *
     * @param refusal why not; its code counts, and both are told
     */
    static Decision deniedUnverified(String rule, CombinedVerdict heard, Reason refusal) {
        String text = VerdictText.why(heard.verdict()) + "; " + refusal.text();
        Verdict.Unavailable both = new Verdict.Unavailable(new Reason(refusal.code(), text));
        return new Decision(Answer.DENY, both, rule, heard.authority().name(), NO_GRANT, null);
    }

    /**
     * The same refusal for a reason that lies behind it.
     *
     * @param behind its code counts, and both are told
     */
    Decision because(Refusal behind) {
        Reason both = new Reason(behind.reason().code(), behind.reason().text() + "; then: " + why());
        Verdict.Deny deny = new Verdict.Deny(both).redirect(redirect);
        return new Decision(Answer.DENY, deny, rule, backend, NO_GRANT.user(behind.user()), null);
    }

    /** Sends a denied viewer there, unless the verdict has said where already. */
    Decision redirectedTo(Location location) {
        return answer == Answer.DENY && redirect.isEmpty() ? with(Optional.of(location), isUnnamed, code) : this;
    }

    Decision withCode(Secret code) {
        return with(redirect, isUnnamed, Optional.of(code));
    }

    /** The same of a request that shows no token and belongs to no viewing that is known. */
    Decision unnamed() {
        return with(redirect, true, code);
    }

    private Decision with(Optional<Location> redirect, boolean isUnnamed, Optional<Secret> code) {
        return new Decision(answer, verdict, rule, backend, grant, pass, redirect, isUndecided, isUnnamed, code);
    }

    /** Why it was decided so, in a few words for operators; empty for an allow. */
    public String why() {
        return VerdictText.why(verdict);
    }

    /** {@code allow, deny, abstain, undecided} or {@code unavailable}: what led to the answer. */
    String word() {
        return isUndecided ? VerdictText.UNDECIDED : VerdictText.word(verdict);
    }

    /** The code of the same reason; empty for an allow. */
    public String reasonCode() {
        return VerdictText.code(verdict);
    }

    /** True of a known viewer, about whom nobody was asked this time. */
    public boolean isKnown() {
        return pass != null && pass.known();
    }

    /** Whole seconds that an allow holds; 0 if nothing ends it, since a rule allows by itself. */
    public long seconds() {
        return pass == null ? grant.lifetime().toSeconds() : pass.seconds();
    }

    /** The middleware's name of the viewer, empty if it named none. */
    public String user() {
        return pass == null ? grant.user() : pass.session().user();
    }

    /** How operators know the viewer, the user if the middleware named nothing else, or empty. */
    public String sessionName() {
        String name = pass == null ? grant.sessionName() : pass.session().name();
        return name.isEmpty() ? user() : name;
    }

    /** True for a viewer whom nobody has verified, and who is let in because a backend is unavailable. */
    public boolean isUnverified() {
        return answer == Answer.ALLOW && verdict instanceof Verdict.Unavailable;
    }
}
