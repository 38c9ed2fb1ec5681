package tv.usher.engine.journal;

import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.net.Captures;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.net.WireText;
import tv.usher.engine.util.ShortText;

/**
 * One decision for the log and for operators. It is flat, so that thousands of records keep no session and no token in memory.
 *
 * @param at      milliseconds of the wall clock since 1970
 * @param dialect what the caller spoke
 * @param caller  its address
 * @param request the part of the request that is shown
 * @param answer  the answer to the caller: allow, deny or error
 * @param refused true unless that was allow
 * @param verdict the verdict behind it: allow, deny, abstain, undecided or unavailable
 * @param rule    the rule that held, or the part of Usher that refused
 * @param reason  the code of why; empty for an allow
 * @param why     in a few words for operators; empty for an allow
 * @param backend that gave the verdict; empty if none was asked
 * @param user    the middleware's name of the viewer, empty if it named none
 * @param agent   a hash of the viewer's user agent
 * @param unnamed who was refused showed no token, and belongs to no viewing that was known
 * @param millis  from the question's arrival to its answer
 * @param client  the viewer's address; empty if unknown
 */
public record DecisionRecord(
        long at,
        String dialect,
        String caller,
        AccessRequest request,
        String answer,
        boolean refused,
        String verdict,
        String rule,
        String reason,
        String why,
        String backend,
        String user,
        int agent,
        boolean unnamed,
        long millis,
        Optional<IpAddress> client)
        implements LogEntry {

    private static final int USUAL_BYTES = 500;

    /** One whole character more than a line shows, so that the line tells that it was cut. */
    private static final int MAX_TEXT = DecisionLine.MAX_VALUE + WireText.LONGEST_CHARACTER;

    /** Characters that are included. */
    private static final int USUAL_TEXT = 200;

    /** The part of a request that is recorded: no token, and no long header. */
    public static AccessRequest shown(AccessRequest request) {
        return AccessRequest.builder()
                .session(wireStart(Captures.hide(request.session(), request.captures())))
                .channel(wireStart(Captures.shownChannel(request)))
                .clientAddress(request.clientAddress())
                .host(wireStart(request.host()))
                .path(wireStart(Captures.hideInPath(request.path(), request.captures())))
                .action(request.action())
                .build();
    }

    private static String wireStart(String wire) {
        return WireText.start(wire, MAX_TEXT);
    }

    /** As much of a text as a log line shows. */
    public static String start(String text) {
        return ShortText.of(text, MAX_TEXT);
    }

    @Override
    public String line() {
        return DecisionLine.of(this);
    }

    @Override
    public int places() {
        int text = request.session().length()
                + request.channel().length()
                + request.path().length()
                + request.host().length();
        return 1 + Math.max(0, text + user.length() + why.length() - USUAL_TEXT) * Character.BYTES / USUAL_BYTES;
    }

    /**
     * A denial for the file of events.
     *
     * @param told  when
     * @param count how many equal ones it stands for
     */
    Event event(long told, long count) {
        return Event.of(EventType.DENIED, told)
                .with("answer", answer)
                .with("reason", reason)
                .message(why)
                .with("rule", rule)
                .with("backend", backend)
                .with("user", user)
                .with("channel", WireText.read(request.channel().isEmpty() ? request.path() : request.channel()))
                .address(request.clientAddress())
                .with("dialect", dialect)
                .with("caller", caller)
                .with("count", count)
                .build();
    }

    /** Refusals repeat: a refused player asks again. */
    @Override
    public boolean isRepeatable() {
        return refused;
    }

    /** The session isn't part of the key, since a retrying player makes a new one each time. */
    @Override
    public Object deduplicationKey() {
        record Deduplication(String client, String channel, String path, String rule, String backend, String why) {}
        return new Deduplication(request.clientAddress(), request.channel(), request.path(), rule, backend, why);
    }
}
