package tv.usher.daemon.setup;

import java.nio.file.Path;
import tv.usher.daemon.cli.Environment;
import tv.usher.daemon.cli.Installation;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.ConfigLoader;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.plugin.JarVersions;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

/** What is read at every start and every reload: plugins, then the configuration. */
public record Setup(Plugins plugins, UsherConfig config) {

    /**
     * @throws PluginException if a plugin can't be used, or a jar is there in two versions
     * @throws ConfigException if the configuration is wrong
     */
    public static Setup read(Installation installation, Path file) throws PluginException, ConfigException {
        JarVersions.refuseTwo(installation.libraries());
        Plugins plugins = PluginLoader.load(installation.plugins());
        try {
            ConfigLoader loader =
                    new ConfigLoader(plugins.factories(), installation.plugins().toString(), Environment.of(file));
            return new Setup(plugins, loader.load(file));
        } catch (ConfigException | RuntimeException e) {
            plugins.close();
            throw e;
        }
    }
}
