package tv.usher.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tv.usher.api.BackendFactory;
import tv.usher.engine.Engine;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/**
 * What every start does, whichever command wants it: plugins, then the configuration, then the engine.
 *
 * @param engine built, not started
 */
public record Setup(Plugins plugins, UsherConfig config, Engine engine) {

    /**
     * @throws PluginException if a plugin can't be used
     * @throws ConfigException if the configuration is wrong, or what it names can't be used, such as a certificate
     */
    public static Setup of(Installation installation, Path file) throws PluginException, ConfigException {
        Plugins plugins = PluginLoader.load(installation.plugins());
        Map<String, BackendFactory<?>> types =
                plugins.byType().values().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory));
        UsherConfig config = new ConfigLoader(types, installation.plugins().toString(), System::getenv).load(file);
        return new Setup(plugins, config, engine(config, file));
    }

    private static Engine engine(UsherConfig config, Path file) throws ConfigException {
        try {
            return Engine.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(List.of(file + ": " + e.getMessage()));
        }
    }
}
