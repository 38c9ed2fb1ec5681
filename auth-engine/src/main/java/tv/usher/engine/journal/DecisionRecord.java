package tv.usher.engine.journal;

import tv.usher.api.AccessRequest;

/**
 * One decision, as it is noted. Flat, so that thousands of these keep neither sessions nor tokens alive.
 *
 * @param at      milliseconds of the wall clock since 1970
 * @param dialect what the caller spoke
 * @param caller  its address
 * @param request what is shown of it, and nothing else
 * @param answer  what the caller was told: allow, deny or error
 * @param refused true unless that was allow
 * @param verdict what led to it: allow, deny, abstain or unavailable
 * @param rule    the rule that held, or who else refused
 * @param reason  the code of why; empty for an allow
 * @param why     in a few words for operators; empty for an allow
 * @param backend whose verdict it is; empty if nobody was asked
 * @param user    the middleware's name of the viewer, empty if it named none
 * @param millis  from the question's arrival to its answer
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
        long millis)
        implements LogEntry {

    /** The part of a request that is noted: no token, and no long header. */
    public static AccessRequest shown(AccessRequest request) {
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
        return refused;
    }

    /** The session isn't part of it, since a retrying player makes a new one each time. */
    @Override
    public Object deduplicationKey() {
        record Key(String client, String channel, String path, String rule, String backend, String why) {}
        return new Key(request.clientAddress(), request.channel(), request.path(), rule, backend, why);
    }
}
