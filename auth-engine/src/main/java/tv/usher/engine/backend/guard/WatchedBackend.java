package tv.usher.engine.backend.guard;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.backend.OnUnavailable;

/**
 * What operators see of a backend of the configuration in force.
 *
 * @param type          as the configuration has it
 * @param canary        null for a check without a middleware
 * @param maxUnverified how many viewers may be let in unverified at once; empty: any number
 */
public record WatchedBackend(
        String name,
        String type,
        OnUnavailable onUnavailable,
        Outage outage,
        @Nullable Canary canary,
        BackendActivity activity,
        Optional<Integer> maxUnverified) {}
