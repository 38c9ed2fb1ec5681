package tv.usher.engine.decision;

import tv.usher.api.AccessRequest;

/**
 * One decision, as it is noted.
 *
 * @param at      milliseconds of the wall clock since 1970
 * @param dialect what the caller spoke
 * @param caller  its address
 * @param request what is shown of it, and nothing else
 * @param millis  from the question's arrival to its answer
 */
public record DecisionRecord(long at, String dialect, String caller, AccessRequest request, Decision decision, long millis)
        implements LogEntry {

    /** Thousands of these are kept, and none should keep a token or a long header. */
    static DecisionRecord of(long at, DecisionRequest decisionRequest, Decision decision, long millis) {
        return new DecisionRecord(at, decisionRequest.dialect(), decisionRequest.caller(), shown(decisionRequest.request()), decision, millis);
    }

    /** The part of a request that is noted. */
    static AccessRequest shown(AccessRequest request) {
        return AccessRequest.builder()
                .session(start(request.session()))
                .channel(start(request.channel()))
                .clientAddress(request.clientAddress())
                .path(start(request.path()))
                .action(request.action())
                .build();
    }

    private static String start(String text) {
        int most = DecisionLine.MAX_VALUE + 1; // one more, so that the line tells that there was more
        return text.length() <= most ? text : text.substring(0, most);
    }

    @Override
    public String line() {
        return DecisionLine.of(this);
    }

    /** Refusals do: a player that is refused asks again. */
    @Override
    public boolean isRepeatable() {
        return decision.answer() != Answer.ALLOW;
    }

    /** The session isn't part of it, since a retrying player makes a new one each time. */
    @Override
    public Object deduplicationKey() {
        record Sameness(String client, String channel, String path, String rule, String backend, String why) {}
        return new Sameness(
                request.clientAddress(),
                request.channel(),
                request.path(),
                decision.rule(),
                decision.backend(),
                decision.why());
    }
}
