package tv.usher.daemon;

import java.util.Arrays;
import java.util.Optional;
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
    NO_RULE("no rule holds", "no rule of 'access' fits this question; the last one should have no 'when'"),
    TLS(
            "(certificate isn't valid|TLS failed).*",
            "the middleware's certificate isn't trusted or is of another name: see 'tls' of the backend"),
    DOWN(
            "(breaker open|connection refused|connection closed before|no answer within|no connection within|no address found|no way to).*",
            "the middleware is down or can't be reached; what viewers get then is 'on-unavailable'");

    private final Pattern why;
    private final String sentence;

    Advice(String why, String sentence) {
        this.why = Pattern.compile(why + "(\\W.*)?");
        this.sentence = sentence;
    }

    static Optional<String> on(String why) {
        return Arrays.stream(values())
                .filter(advice -> advice.why.matcher(why).matches())
                .map(advice -> advice.sentence)
                .findFirst();
    }
}
