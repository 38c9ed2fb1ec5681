package tv.usher.engine.journal;

import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.engine.net.IpAddress;

/**
 * A shadow that would have decided otherwise.
 *
 * @param request the part of the request that is shown
 * @param answer  the answer to the caller
 * @param rule    the rule that held
 * @param backend that gave the verdict behind it
 * @param shadow  the backend that was asked as a shadow
 * @param verdict the shadow's
 * @param reason  the code of why
 * @param why     the shadow gave it
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
    public Optional<IpAddress> client() {
        return IpAddress.parse(request.clientAddress());
    }

    @Override
    public int places() {
        return 1;
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public Object deduplicationKey() {
        record Deduplication(String client, String channel, String path, String rule, String shadow, String why) {}
        return new Deduplication(request.clientAddress(), request.channel(), request.path(), rule, shadow, why);
    }
}
