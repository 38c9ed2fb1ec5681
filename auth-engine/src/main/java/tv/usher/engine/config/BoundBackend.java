package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.api.Backend;
import tv.usher.api.BackendFactory;
import tv.usher.engine.backend.BackendSettings;
import tv.usher.engine.backend.LimitSettings;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.backend.UnverifiedSettings;
import tv.usher.engine.exchange.ExchangeSettings;

/**
 * A backend whose keys are all bound, and which isn't made yet.
 *
 * @param configs the plugin's keys, once for each address, in the order of the file
 */
record BoundBackend<C extends Record>(
        Place place,
        String name,
        BackendSettings settings,
        ExchangeSettings exchange,
        LimitSettings limits,
        BackendFactory<C> factory,
        List<C> configs) {

    /** What every type has and the plugin knows nothing of, with the file's choice where the backend made none. */
    BoundBackend<C> withDefaults(Optional<OnUnavailable> onUnavailable, Optional<UnverifiedSettings> unverified) {
        return new BoundBackend<>(
                place, name, settings.withDefaults(onUnavailable, unverified), exchange, limits, factory, configs);
    }

    /** Has the plugin make it; empty after a problem. */
    Optional<BackendConfig> create(Problems problems) {
        try {
            List<Backend> backends = new ArrayList<>();
            for (C config : configs) {
                backends.add(factory.create(config));
            }
            if (!backends.contains(null)) {
                return Optional.of(new BackendConfig(name, factory.type(), settings, exchange, limits, backends));
            }
            problems.add(place, "the plugin made no backend, which is a bug of it");
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            problems.addThrown(place, e);
        }
        return Optional.empty();
    }
}
