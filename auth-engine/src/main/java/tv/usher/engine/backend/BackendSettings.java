package tv.usher.engine.backend;

import java.util.Optional;
import tv.usher.api.Default;

/**
 * What every backend's answers lead to, whatever its type.
 *
 * @param onUnavailable empty: the file's top-level choice counts
 */
public record BackendSettings(
        Optional<OnUnavailable> onUnavailable,
        @Default("deny") On5xx on5xx,
        @Default("{}") BreakerSettings breaker) {

    /** With the file's choice where this has none of its own. */
    public BackendSettings withDefault(Optional<OnUnavailable> choiceForAll) {
        return new BackendSettings(onUnavailable.or(() -> choiceForAll), on5xx, breaker);
    }
}
