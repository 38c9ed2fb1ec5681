package tv.usher.engine.backend.guard;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.backend.OnUnavailable;

/**
 * What operators see of a backend of the configuration in force.
 *
 * @param type          as the configuration has it
 * @param canary        null for a check without a middleware
 * @param unverified    empty: any number of viewers may be let in unverified, for any time
 */
public record WatchedBackend(
        String name,
        String type,
        OnUnavailable onUnavailable,
        Outage outage,
        @Nullable Canary canary,
        BackendActivity activity,
        Optional<UnverifiedSettings> unverified) {

    /** How many viewers may be let in unverified at once; empty: any number. */
    public Optional<Integer> maxUnverified() {
        return unverified.flatMap(UnverifiedSettings::viewers);
    }

    /** True while it is unavailable, or its queue is full again and again. */
    public boolean letsUnverifiedIn() {
        return onUnavailable == OnUnavailable.ALLOW && !outage.unverifiedFor().isZero();
    }

    /** True if it has been unavailable for so long that nobody is let in unverified any more. */
    public boolean isUnverifiedOver() {
        return unverified.map(budget -> budget.isOver(outage)).orElse(false);
    }
}
