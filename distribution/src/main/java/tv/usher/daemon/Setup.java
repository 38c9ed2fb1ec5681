package tv.usher.daemon;

import java.nio.file.Path;
import tv.usher.engine.Engine;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
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
     * @throws ConfigException if the configuration is wrong
     */
    public static Setup of(Installation installation, Path file) throws PluginException, ConfigException {
        Plugins plugins = PluginLoader.load(installation.plugins());
        UsherConfig config = ConfigLoader.load(file, plugins, System.getenv());
        return new Setup(plugins, config, Engine.of(config));
    }
}
