package tv.usher.engine.explain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tv.usher.api.AccessRequest;
import tv.usher.api.BackendRequest;
import tv.usher.engine.decision.RuleTrace;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.WireText;

/**
 * How a call would be answered, as the API shows it; a text that is unknown is empty.
 *
 * @param unreadable why there is no question in the call; empty if there is one
 * @param rules      that were looked at, in their order; the one that holds comes last
 * @param otherRules how many more don't hold than are listed
 * @param combining  how the verdicts of the backends make one; empty if none are asked
 * @param backends   that the rule asks, in its order
 * @param shadows    names of those who are asked beside them, and only compared
 */
public record Explanation(
        Caller caller,
        String unreadable,
        Request request,
        List<Rule> rules,
        int otherRules,
        Memory memory,
        String combining,
        List<Backend> backends,
        List<String> shadows,
        Outcome outcome) {

    /**
     * @param trusted false: it gets 403 whatever it asks
     */
    public record Caller(String dialect, String address, boolean trusted) {}

    /**
     * What the dialect made of the call, with what the rule's path names.
     *
     * @param query without any value, since each may be a token
     */
    public record Request(
            String action,
            String protocol,
            String client,
            String host,
            String path,
            String channel,
            String session,
            String origin,
            String userAgent,
            String referer,
            String query) {

        /** Of a call without a question. */
        public static final Request NONE = of(AccessRequest.builder().build());

        public static Request of(AccessRequest request) {
            Map<String, String> captures = request.captures();
            return new Request(
                    request.action().name().toLowerCase(Locale.ROOT),
                    WireText.read(request.protocol()),
                    request.clientAddress(),
                    request.host(),
                    WireText.read(Captures.hideInPath(request.path(), captures)),
                    WireText.read(Captures.shownChannel(request)),
                    WireText.read(Captures.hide(request.session(), captures)),
                    WireText.read(request.origin()),
                    WireText.read(request.userAgent()),
                    WireText.read(Captures.hide(Redacted.url(request.referer()), captures)),
                    Redacted.query(request.query().raw()));
        }
    }

    /**
     * A rule that was looked at.
     *
     * @param position 1 for the configuration's first
     * @param failing  the condition that doesn't hold; empty if the rule holds
     */
    public record Rule(int position, String name, String failing) {

        public static Rule of(RuleTrace.RuleCheck look) {
            return new Rule(look.position(), look.rule(), look.failing());
        }
    }

    /**
     * What is remembered of this viewing.
     *
     * @param state       {@code known, refused, nothing, unnamed, other-agent} or {@code not-needed}
     * @param session     the id of a known viewer's session
     * @param secondsLeft of a known viewer
     */
    public record Memory(String state, String session, long secondsLeft) {}

    /**
     * One of those whom the rule asks.
     *
     * @param onUnavailable what counts while it can't be asked
     * @param outage        why and for how long it has been unavailable
     * @param questions     what it would be asked, one for each of its addresses
     * @param said          all empty unless it was asked, or needn't be
     */
    public record Backend(
            String name, String onUnavailable, String outage, List<PlannedCall> questions, BackendAnswer said) {}

    /**
     * @param method  GET or POST
     * @param url     without the values of its query
     * @param headers line by line; values that may be secrets are hidden
     */
    public record PlannedCall(String method, String url, List<String> headers) {

        public static PlannedCall of(BackendRequest question, Map<String, String> captures) {
            return new PlannedCall(
                    question.method(),
                    question.endpoint().origin()
                            + Captures.hide(Redacted.url(question.target(), question.identity()), captures),
                    question.headers().stream()
                            .map(header -> header.name() + ": "
                                    + WireText.read(Captures.hide(Redacted.value(header), captures)))
                            .toList());
        }
    }

    /**
     * What one of them said.
     *
     * @param verdict {@code allow, deny, abstain, undecided} or {@code unavailable}
     * @param reason  the code of why; empty for an allow
     * @param status  of a middleware's answer, 0 if there was none
     * @param page    the answer is a page for people
     * @param user    whom the middleware took the viewer for
     * @param millis  until the answer was there
     * @param anybody it allows a random token too
     */
    public record BackendAnswer(
            String verdict,
            String reason,
            String why,
            int status,
            boolean page,
            String user,
            long millis,
            boolean anybody) {

        /** Nobody was asked. */
        public static final BackendAnswer NOTHING = new BackendAnswer("", "", "", 0, false, "", 0, false);
    }

    /**
     * What it comes to.
     *
     * @param answer  {@code allow, deny} or {@code error}; empty if that depends on backends that weren't asked, or nothing was asked
     * @param status  that the caller gets; 0 if that depends on backends that weren't asked
     * @param rule    that decides, or who else refuses
     * @param backend whose verdict counts; empty if nobody's does
     * @param reason  the code of why, or of why nothing is decided; empty for an allow
     */
    public record Outcome(String answer, int status, String rule, String backend, String reason, String why) {}
}
