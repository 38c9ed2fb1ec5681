package tv.usher.engine.plugin;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tv.usher.api.BackendFactory;

/** One plugin folder. Makes its factories, and checks what the engine will rely on. */
final class PluginFolder {

    private static final String SERVICE_ENTRY = "META-INF/services/" + BackendFactory.class.getName();
    private static final Pattern TYPE = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final Path folder;
    private final List<Path> jars;
    private final PluginClassLoader loader;
    private final List<String> problems;

    PluginFolder(Path folder, List<Path> jars, PluginClassLoader loader, List<String> problems) {
        this.folder = folder;
        this.jars = jars;
        this.loader = loader;
        this.problems = problems;
    }

    /** The plugins that can be used; each of the others has a problem. */
    List<Plugin> plugins() throws IOException {
        List<Path> entries = jarsWith(SERVICE_ENTRY);
        if (entries.isEmpty()) {
            problems.add(folder + ": no jar here has " + SERVICE_ENTRY
                    + ": put the plugin's own jar here, or remove the folder");
            return List.of();
        }
        List<String> unfit = entries.stream()
                .flatMap(jar -> ApiVersion.problem(jar).stream())
                .toList();
        if (!unfit.isEmpty()) {
            problems.addAll(unfit);
            return List.of(); // else its code would fail in ways that say less
        }
        int problemsBefore = problems.size();
        List<Plugin> plugins = new ArrayList<>();
        for (BackendFactory<?> factory : factories(joined(entries))) {
            check(factory, plugins);
        }
        if (plugins.isEmpty() && problems.size() == problemsBefore) {
            problems.add(joined(entries) + ": names no class in " + SERVICE_ENTRY
                    + ": ask the plugin's maker, or remove " + folder);
        }
        return plugins;
    }

    private List<BackendFactory<?>> factories(String jarNames) {
        @SuppressWarnings("rawtypes")
        Iterator<BackendFactory> found =
                ServiceLoader.load(BackendFactory.class, loader).iterator();
        List<BackendFactory<?>> factories = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                more = found.hasNext();
                if (more) {
                    factories.add(found.next());
                }
            } catch (ServiceConfigurationError | LinkageError | SecurityException e) {
                // The iterator has moved on: the next call is about the next factory. Where a jar has the signature of
                // another one in it, the JVM throws a SecurityException.
                problems.add(jarNames + ": " + PluginFaults.of(e, folder));
            }
        }
        return factories;
    }

    private void check(BackendFactory<?> factory, List<Plugin> plugins) throws IOException {
        String name = factory.getClass().getName();
        List<Path> copies = jarsWith(name.replace('.', '/') + ".class");
        if (copies.size() > 1) {
            problems.add(joined(copies) + ": all have the class " + name + ": keep one of these jars");
            return;
        }
        try {
            String type = factory.type();
            Class<?> configType = factory.configType();
            String fault = fault(name, type, configType);
            if (fault.isEmpty()) {
                ConfigRecord.resolve(configType);
                plugins.add(Plugin.of(type, factory, folder, jars));
            } else {
                problems.add(joined(copies) + ": " + fault + ": ask the plugin's maker, or remove " + folder);
            }
        } catch (Throwable e) { // Anything that a plugin throws is one problem among others.
            problems.add(joined(copies) + ": " + PluginFaults.of(e, folder));
        }
    }

    private static String fault(String factory, String type, Class<?> configType) {
        if (type == null || !TYPE.matcher(type).matches()) {
            return factory + " has the type '" + PluginFaults.oneLine(String.valueOf(type))
                    + "', which isn't made of lower-case letters, digits and hyphens";
        }
        if (configType == null || !configType.isRecord()) {
            return factory + " has the configType " + (configType == null ? null : configType.getName())
                    + ", which is no record";
        }
        return "";
    }

    private List<Path> jarsWith(String resource) throws IOException {
        List<Path> having = new ArrayList<>();
        for (URL url : Collections.list(loader.findResources(resource))) {
            URL jar = ((JarURLConnection) url.openConnection()).getJarFileURL();
            having.add(Path.of(URI.create(jar.toString())));
        }
        return having;
    }

    private static String joined(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
