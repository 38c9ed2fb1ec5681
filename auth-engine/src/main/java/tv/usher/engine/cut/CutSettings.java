package tv.usher.engine.cut;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.exchange.tls.TlsSettings;
import tv.usher.engine.util.FairQueue;

/**
 * How media servers are told to cut viewers.
 *
 * @param timeout      for all that has to be asked of a media server about one connection
 * @param retryAfter   the one second try after a failure, or where a viewer who was just let in isn't there yet
 * @param maxAtOnce    connections of one media server at a time; as many more by order of operators
 * @param maxWaiting   connections of one media server that may wait; of more it isn't told. Operators' orders don't count here
 * @param addressShare percent of maxAtOnce, and of both together, that the connections of one viewer's address may be
 * @param maxAnswer    bytes of an answer, as of Astra's list of 20,000 sessions; a longer one is a failure
 * @param maxRecent    cuts that are remembered for {@code usher why}, the oldest go first
 * @param tls          towards the APIs that are asked by https
 */
public record CutSettings(
        @Default("2s") Duration timeout,
        @Default("500ms") Duration retryAfter,
        @Default("8") int maxAtOnce,
        @Default("1000") int maxWaiting,
        @Default("50") int addressShare,
        @Default("4194304") int maxAnswer,
        @Default("1000") int maxRecent,
        Optional<TlsSettings> tls) {

    public CutSettings {
        if (timeout.isNegative() || timeout.isZero() || retryAfter.isNegative()) {
            throw new IllegalArgumentException("timeout must be longer than 0, and retry-after not negative");
        }
        if (maxAtOnce < 1 || maxWaiting < 0 || maxAnswer < 1 || maxRecent < 0) {
            throw new IllegalArgumentException(
                    "max-at-once and max-answer must be at least 1, max-waiting and max-recent at least 0");
        }
        FairQueue.requireShare(addressShare);
    }
}
