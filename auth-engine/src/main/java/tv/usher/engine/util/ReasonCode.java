package tv.usher.engine.util;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tv.usher.api.Reason;

/**
 * Every code that Usher's own reasons have, and what an operator can do about each. Codes never change: alerts and dashboards know them.
 * {@code doc/reasons.md} says what each means.
 */
public enum ReasonCode {

    // A rule or an operator decided.
    NO_RULE_HOLDS(
            "no rule of 'access' fits this question; the last one should have no 'when', and who publishes needs a rule with"
                    + " 'action: [publish]'"),
    DENIED_BY_RULE("a rule of 'access' denies it on purpose: 'usher explain' shows which"),
    BANNED(
            "somebody ended a session of his, or used 'usher kick' with '--ban': then 'usher bans' says who and why, and 'usher unban' ends it"),
    OVER_LIMIT("the user watches elsewhere: 'usher sessions --user USER' shows where"),
    TOKEN_OVER_LIMIT("as many viewers watch with this token as 'limits' allows: 'usher sessions' shows where"),
    ADDRESS_OVER_LIMIT("as many sessions play at this address as 'limits' allows: 'usher sessions' shows which"),
    CHANNEL_FULL("as many viewers watch this channel as 'limits' allows: raise 'most' there, or wait until some leave"),
    SESSION_REPLACED(
            "the user began to watch elsewhere, or on another channel: 'usher sessions --user USER' shows where, and 'sessions.over-limit' and"
                    + " 'sessions.zap-grace' say who has to go"),
    VIEWING_UNNAMED(
            "the middleware is asked about every request: have the viewer show a token, or the caller name the viewing"),
    LIMIT_UNCOUNTED("the limit isn't kept: have the middleware name the user (X-UserId) whenever it names a limit"),
    UNVERIFIED_OVER("'unverified' bounds whom its 'on-unavailable: allow' lets in"),
    UNVERIFIED_FULL("'unverified' bounds how many its 'on-unavailable: allow' lets in"),
    UNVERIFIED_UNCOUNTED(
            "'unverified' counts viewers by their sessions, and this one has none: see 'sessions.max-sessions', and whether the caller"
                    + " names the session or the viewer has a token"),

    // A middleware, or the plugin that speaks for it, said so.
    DENIED_BY_STATUS(
            "the middleware itself refuses this viewer: 'usher explain --as CALLER --ask URL' shows question and answer"),
    REDIRECTED("the middleware redirects, and Usher doesn't follow: correct the backend's address"),
    SERVER_ERROR("the middleware fails: look at its log"),
    TOO_MANY_REQUESTS("the middleware wants fewer questions: ask whoever runs it for a higher limit"),
    CANNOT_JUDGE("there was no token, or one of another shape than this middleware's"),
    DENIED("the plugin denies this viewer: 'usher explain --as CALLER --ask URL' shows question and answer"),
    ABSTAINED("the plugin can't judge this viewer"),
    UNAVAILABLE(
            "what came isn't the middleware's answer, an error page perhaps: 'usher explain --as CALLER --ask URL' shows it"),
    FOREIGN_ANSWER(
            "something else answers in the middleware's place, such as an error page: look at the middleware's log"),

    // A guard in front of a backend kept it from being asked.
    TOO_MANY_DENIALS("this address was denied too often: 'failures' of the backend says how often and for how long"),
    TOKEN_ELSEWHERE("another address or channel showed this token first: see 'bind-token' of the backend"),

    // A check without a middleware said so.
    NO_LOGIN("the viewer shows no login with a password: look at the player's URL and at the backend's 'parameter'"),
    NO_TOKEN("the viewer shows no token: look at the player's URL and at the backend's 'parameter'"),
    NO_LINK("the viewer shows no signed link: look at the player's URL and at the backend's 'parameter'"),
    NOT_LISTED("add the token or the login to the backend's list, if it should be there"),
    NOT_ENABLED("the entry of this login has 'enabled: false'"),
    WRONG_PASSWORD("the password isn't the listed one: 'usher hash-password' makes a new entry"),
    EXPIRED("the entry's 'expires' is over"),
    WRONG_ADDRESS("the entry's 'addresses' doesn't have the viewer's"),
    LINK_MALFORMED(
            "the website makes links of another form, or the link was changed on its way: 'usher link' inspects it"),
    LINK_UNCHECKED("the caller has to tell the viewer's address and what is played: see doc/callers"),
    LINK_FORGED("another secret made it, or it is of another viewer, channel or time: 'usher link' inspects it"),
    LINK_NOT_BEGUN("compare the clocks of Usher and of the website: 'skew' says how far they may differ"),
    LINK_EXPIRED("the link is over, and the website has to make a new one"),
    LINK_TOO_LONG("the website makes links for longer than the backend's 'max-lifetime'"),

    TOKEN_OF_ANOTHER("another issuer made the token: the backend's 'issuer' says whose tokens it judges"),
    TOKEN_MALFORMED("somebody makes tokens of another form, or the token was changed on its way"),
    TOKEN_FORGED("another key signed it, or it was changed: compare the issuer's keys with those of 'keys'"),
    TOKEN_ALGORITHM("the issuer signs with something else than the backend's 'algorithms' has, or than its key is for"),
    TOKEN_KEY_UNKNOWN("the issuer hasn't published the key that signed it, or 'keys' leads to another issuer"),
    TOKEN_AUDIENCE("the token is for another service: the backend's 'audience' says for whom it must be"),
    TOKEN_NOT_BEGUN("compare the clocks of Usher and of the issuer: 'skew' says how far they may differ"),
    TOKEN_EXPIRED("the token is over, and the player needs a new one"),
    TOKEN_CLAIMS(
            "the token lacks a claim that the backend's 'claims' names, or says something else there: the text says which"),
    TOKEN_NOT_ENTITLED("the token is for other channels, paths, actions or addresses: see the backend's 'claims'"),
    KEYS_MISSING("the issuer can't be asked for its keys: the log says why"),

    // A backend couldn't be asked.
    CONNECTION_REFUSED("the middleware is down or can't be reached"),
    NO_CONNECTION_IN_TIME("the middleware is down or can't be reached, a firewall perhaps"),
    NO_ADDRESS("no name server knows the middleware's name: correct the backend's address, or look at the DNS"),
    UNREACHABLE("no way leads to the middleware: look at routes and firewalls"),
    NO_PLACE_IN_TIME("the middleware is too slow for so many, or the backend's 'max-concurrent' is too low"),
    NO_ANSWER_IN_TIME("the middleware is down or too slow: look at its load"),
    CONNECTION_LOST("the middleware broke off its answer: look at its log"),
    TLS_FAILED("the middleware's certificate isn't trusted or is of another name: see 'tls' of the backend"),
    MALFORMED_ANSWER("what answers there doesn't speak HTTP properly: see whether the backend's address is right"),
    OVERSIZED_ANSWER("the answer is no middleware's, or the backend's 'max-answer' is too small for it"),
    BUSY("the middleware is too slow for so many, or the backend's 'max-concurrent' is too low"),
    OVER_SHARE(
            "one address asks too much at once: somebody tries tokens, or many viewers share it, and then raise 'address-share'"),
    TOLD_TO_WAIT("the middleware has too much to do, and isn't asked until the time that it named"),
    BREAKER_OPEN(
            "questions of several viewers fail, so the middleware is asked about a few only until it answers them"),
    LETS_ANYBODY_IN(
            "what answers there lets a random token in, as an error page, a maintenance page or a wrong address does: look at it with"
                    + " 'usher check --probe'; 'canary: off' is for a backend that lets everybody in on purpose"),
    BACKEND_CLOSED("a reload or a stop ended this question; nothing is wrong with the backend"),

    // The machine on which Usher runs couldn't ask it.
    OUT_OF_FILES(
            "raise how many files the process may open (LimitNOFILE of systemd, ulimit -n), or lower 'max-connections'"),
    OUT_OF_PORTS(
            "this machine has no port left for a connection to the middleware: raise 'keep-alive' or the system's range of ports"),

    // A call isn't a question that can be answered.
    QUESTION_TOO_LONG("the viewer's URL is too long to ask a middleware about it: somebody tries what happens"),
    UNTRUSTED_CALLER("add the caller's address to 'trusted-callers', if it is a media server of yours"),
    CALL_INCOMPLETE("the caller doesn't send what its dialect needs: see doc/callers"),
    CALL_MALFORMED("the caller sends what its dialect doesn't have: see doc/callers"),
    CALL_AMBIGUOUS(
            "it could be understood in two ways: somebody tries to get around the rules, or a proxy sends a header twice"),
    CALL_UNSIGNED("the caller signs with another secret than the configuration has"),
    HOOK_UNKNOWN("the caller uses a hook that Usher doesn't answer: see doc/callers"),
    DIALECT_OFF("the dialect of this path needs a setting: the text says which"),
    NOTHING_ASKED("nothing: the call only tells that a viewing has begun or is over"),

    // Ours.
    PLUGIN_FAILED("the plugin has a bug: tell its maker what the text says"),
    INTERNAL_ERROR("Usher has a bug, or lacks memory or threads: the daemon's log says more");

    private static final Map<String, ReasonCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ReasonCode::code, Function.identity()));

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final String remedy;

    ReasonCode(String remedy) {
        this.remedy = remedy;
    }

    /** Empty for a plugin's own. */
    public static Optional<ReasonCode> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** As the log, the metrics and the API have it. */
    public String code() {
        return code;
    }

    /** What an operator can do about it; fits between a colon and a semicolon. */
    public String remedy() {
        return remedy;
    }

    /** True if sessions with the same user or token are in the way, which mostly are the viewer's own. */
    public boolean isOfOwnSessions() {
        return this == OVER_LIMIT || this == TOKEN_OVER_LIMIT;
    }

    /** True if a viewer may hear it: a backend has allowed, and he can do something about what is in the way. */
    public boolean isForViewers() {
        return switch (this) {
            case OVER_LIMIT, TOKEN_OVER_LIMIT, ADDRESS_OVER_LIMIT, CHANNEL_FULL, SESSION_REPLACED -> true;
            default -> false;
        };
    }

    public Reason with(String text) {
        return new Reason(code, text);
    }
}
