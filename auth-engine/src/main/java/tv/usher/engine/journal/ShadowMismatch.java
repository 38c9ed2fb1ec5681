package tv.usher.engine.journal;

import tv.usher.api.AccessRequest;

/**
 * A shadow that would have decided otherwise.
 *
 * @param request what is shown of it, and nothing else
 * @param answer  what the caller was told
 * @param rule    the rule that held
 * @param backend whose verdict that was
 * @param shadow  the backend that was asked beside
 * @param verdict the shadow's
 * @param reason  the code of why
 * @param why     it said so
 */
public record ShadowMismatch(
        AccessRequest request,
        String answer,
        String rule,
        String backend,
        String shadow,
        String verdict,
        String reason,
        String why)
        implements LogEntry {

    @Override
    public String line() {
        return DecisionLine.of(this);
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Object deduplicationKey() {
        record Key(String client, String channel, String path, String rule, String shadow, String why) {}
        return new Key(request.clientAddress(), request.channel(), request.path(), rule, shadow, why);
    }
}
