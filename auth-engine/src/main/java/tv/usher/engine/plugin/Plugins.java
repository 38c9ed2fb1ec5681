package tv.usher.engine.plugin;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tv.usher.api.BackendFactory;

/** The plugins that were found. Immutable. */
public final class Plugins implements AutoCloseable {

    private final List<Plugin> all;
    private final Map<String, Plugin> byType;
    private final List<PluginClassLoader> loaders;

    Plugins(List<Plugin> all, List<PluginClassLoader> loaders) {
        this.all = List.copyOf(all);
        this.loaders = List.copyOf(loaders);
        Map<String, Plugin> types = new TreeMap<>();
        for (Plugin plugin : all) {
            types.put(plugin.type(), plugin);
        }
        this.byType = Collections.unmodifiableMap(types);
    }

    /** By folder, and within a folder in the order of its service entries. */
    public List<Plugin> all() {
        return all;
    }

    /** By type, in alphabetical order. */
    public Map<String, Plugin> byType() {
        return byType;
    }

    /** What makes their backends, by type. */
    public Map<String, BackendFactory<?>> factories() {
        return byType.values().stream().collect(Collectors.toMap(Plugin::type, Plugin::factory));
    }

    /** Closes the jars. A backend that is asked afterwards may lack classes. */
    @Override
    public void close() {
        for (PluginClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                // Jars are only read: nothing is lost, and the others are to be closed too.
            }
        }
    }
}
