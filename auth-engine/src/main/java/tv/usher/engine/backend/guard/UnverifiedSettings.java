package tv.usher.engine.backend.guard;

import java.time.Duration;
import java.util.Optional;
import tv.usher.api.Default;
import tv.usher.engine.util.FairQueue;

/**
 * Bounds of {@code on-unavailable: allow}; without a key there is no such bound.
 *
 * @param viewers that may be let in unverified at a time
 * @param addressShare percent of them that one client address may have
 * @param during  from the beginning of an outage, or of a time in which the queue is full again and again; viewers who come later are denied
 */
public record UnverifiedSettings(
        Optional<Integer> viewers, @Default("50") int addressShare, Optional<Duration> during) {

    public UnverifiedSettings {
        if (viewers.orElse(0) < 0 || during.orElse(Duration.ZERO).isNegative()) {
            throw new IllegalArgumentException("viewers and during must not be negative");
        }
        FairQueue.requireShare(addressShare);
    }

    /** True if nobody is let in unverified any more. */
    boolean isOver(Outage outage) {
        return during.map(most -> outage.unverifiedFor().compareTo(most) >= 0).orElse(false);
    }
}
