package tv.usher.engine.config;

import java.util.List;
import java.util.Optional;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.guard.UnverifiedSettings;

/**
 * A backend as it stands in the file.
 *
 * @param config without the choices that the file makes for all backends
 * @param keys   the plugin's own, once for each address, in the order of the file
 */
record BoundBackend(BackendConfig config, List<? extends Record> keys) {

    /** This backend, with the file's choices where it made none. */
    BoundBackend withDefaults(Optional<OnUnavailable> onUnavailable, Optional<UnverifiedSettings> unverified) {
        return new BoundBackend(
                new BackendConfig(
                        config.name(),
                        config.type(),
                        config.settings().withDefaults(onUnavailable, unverified),
                        config.exchange(),
                        config.limits(),
                        config.servers(),
                        config.atAddresses()),
                keys);
    }
}
