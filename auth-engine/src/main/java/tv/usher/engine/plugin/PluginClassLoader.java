package tv.usher.engine.plugin;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;

/**
 * The classes of one plugin folder: its own jars first, then the JDK. Of the host it sees only the package {@code tv.usher.api}. That
 * package always comes from the host, so that a copy in the folder does no harm.
 */
final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String API = "tv.usher.api.";

    private final ClassLoader host;

    private PluginClassLoader(String name, URL[] jars, ClassLoader host) {
        super(name, jars, getPlatformClassLoader());
        this.host = host;
    }

    /**
     * @param host the class loader that has the API
     */
    static PluginClassLoader of(Path folder, List<Path> jars, ClassLoader host) throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return new PluginClassLoader(folder.toString(), urls, host);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (isApi(name)) {
            return host.loadClass(name);
        }
        if (name.startsWith("java.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try {
                return findClass(name);
            } catch (ClassNotFoundException notOwn) {
                return super.loadClass(name, resolve);
            }
        }
    }

    private static boolean isApi(String name) {
        return name.startsWith(API) && name.indexOf('.', API.length()) < 0;
    }
}
