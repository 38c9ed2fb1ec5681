package tv.usher.daemon.operate;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What operators can do about a reason, in one sentence. */
enum Advice {
    REDIRECT("status 3..", "the middleware redirects, and Usher doesn't follow: correct the backend's address"),
    REFUSED(
            "status [1245]..",
            "the middleware itself refuses this viewer: 'usher explain --ask' shows question and answer"),
    ABSTAIN("can't judge this viewer", "there was no token, or one of another shape than this middleware's"),
    TOO_MANY("over the limit of .*", "the user watches elsewhere: 'usher sessions --user' shows where"),
    BANNED("banned by an operator", "somebody used 'usher kick' with '--ban'; a ban ends by itself"),
    NO_RULE(
            "no rule holds",
            "no rule of 'access' fits this question; the last one should have no 'when', and who publishes needs a rule with"
                    + " 'action: [publish]'"),
    FAILS("status (429|5..)", "the middleware fails"),
    TLS(
            "(certificate isn't valid|TLS failed).*",
            "the middleware's certificate isn't trusted or is of another name: see 'tls' of the backend"),
    DOWN(
            "(breaker open|connection refused|connection closed before|no answer within|no connection within|no address found|no way to).*",
            "the middleware is down or can't be reached");

    private static final Set<Advice> ON_OUTAGES = EnumSet.of(FAILS, TLS, DOWN);

    private final Pattern why;
    private final String sentence;

    Advice(String why, String sentence) {
        this.why = Pattern.compile(why + "(\\W.*)?");
        this.sentence = sentence;
    }

    /** Why somebody was refused. */
    static Optional<String> onRefusal(String why) {
        return among(EnumSet.complementOf(EnumSet.copyOf(ON_OUTAGES)), why);
    }

    /** Why a backend is unavailable. */
    static Optional<String> onOutage(String why) {
        return among(ON_OUTAGES, why);
    }

    private static Optional<String> among(Set<Advice> advices, String why) {
        return advices.stream()
                .filter(advice -> advice.why.matcher(why).matches())
                .map(advice -> advice.sentence)
                .findFirst();
    }
}
