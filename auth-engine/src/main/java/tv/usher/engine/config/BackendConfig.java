package tv.usher.engine.config;

import java.util.List;
import tv.usher.api.Backend;
import tv.usher.api.Endpoint;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.LimitSettings;
import tv.usher.engine.exchange.ExchangeSettings;

/**
 * One configured backend.
 *
 * @param name     its key in the file: lower-case letters, digits, {@code _} and {@code -}, at most 64 characters
 * @param type     the name of its plugin
 * @param settings with {@code onUnavailable} always present: the backend's own choice, else the file's
 * @param exchange how it is asked
 * @param limits   how many sessions its users may have
 * @param servers  where the plugin may ask, for each address; empty if the plugin has no key for it
 * @param atAddresses the plugin's translation, once for each address, in the order of the file
 */
public record BackendConfig(
        String name,
        String type,
        BackendSettings settings,
        ExchangeSettings exchange,
        LimitSettings limits,
        List<Endpoint> servers,
        List<Backend> atAddresses) {}
