package tv.usher.engine.config;

import java.util.List;
import java.util.Optional;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.UnverifiedSettings;

/**
 * A backend as the file has it.
 *
 * @param config without the file's choices for all backends
 * @param keys   the plugin's own, once for each address, in the order of the file
 */
record BoundBackend(BackendConfig config, List<? extends Record> keys) {

    /** With the file's choices where the backend made none. */
    BoundBackend withDefaults(Optional<OnUnavailable> onUnavailable, Optional<UnverifiedSettings> unverified) {
        return new BoundBackend(
                new BackendConfig(
                        config.name(),
                        config.type(),
                        config.settings().withDefaults(onUnavailable, unverified),
                        config.exchange(),
                        config.limits(),
                        config.atAddresses()),
                keys);
    }
}
