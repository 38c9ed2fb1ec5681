package tv.usher.engine.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import tv.usher.api.BackendFactory;
import tv.usher.engine.util.IoProblems;

/** Finds the plugins of a folder, {@code NAME/*.jar}. Hidden files and folders don't count. */
public final class PluginLoader {

    private final List<String> problems = new ArrayList<>();
    private final List<Plugin> plugins = new ArrayList<>();
    private final List<PluginClassLoader> loaders = new ArrayList<>();

    private PluginLoader() {}

    /**
     * Runs plugin code: constructors, {@code type()} and {@code configType()}.
     *
     * @param pluginsFolder may be empty; the result is empty then
     * @return close it when no backend is asked any more
     * @throws PluginException if anything is wrong with any of them; then no jar stays open
     */
    public static Plugins load(Path pluginsFolder) throws PluginException {
        PluginLoader loader = new PluginLoader();
        loader.read(pluginsFolder.toAbsolutePath());
        loader.refuseSharedTypes();
        Plugins plugins = new Plugins(loader.plugins, loader.loaders);
        if (!loader.problems.isEmpty()) {
            plugins.close();
            throw new PluginException(loader.problems);
        }
        return plugins;
    }

    private void read(Path pluginsFolder) {
        if (!Files.isDirectory(pluginsFolder)) {
            problems.add(pluginsFolder + ": no such folder: create it, it holds one folder for each plugin");
            return;
        }
        for (Path entry : list(pluginsFolder).orElse(List.of())) {
            if (Files.isDirectory(entry)) {
                list(entry).ifPresent(files -> readFolder(entry, files));
            } else if (isJar(entry)) {
                problems.add(entry + ": stands beside the plugins' folders: move it to " + pluginsFolder.resolve("NAME")
                        + ", any name will do");
            }
        }
    }

    private void readFolder(Path folder, List<Path> files) {
        List<Path> jars = files.stream().filter(PluginLoader::isJar).toList();
        if (jars.isEmpty()) {
            problems.add(folder + ": has no jar: put the plugin's jar back, or remove the folder");
            return;
        }
        List<String> mixed = JarVersions.problems(folder, jars);
        if (!mixed.isEmpty()) {
            problems.addAll(mixed);
            return; // what else is wrong may come from that
        }
        // All jars are looked at, so that all problems are reported at once.
        if (jars.stream().filter(this::isComplete).count() < jars.size()) {
            return;
        }
        try {
            PluginClassLoader loader = PluginClassLoader.of(folder, jars, BackendFactory.class.getClassLoader());
            loaders.add(loader);
            plugins.addAll(new PluginFolder(folder, jars, loader, problems).plugins());
        } catch (IOException e) {
            problems.add(unreadable(folder, e));
        }
    }

    private void refuseSharedTypes() {
        Map<String, List<Plugin>> byType =
                plugins.stream().collect(Collectors.groupingBy(Plugin::type, TreeMap::new, Collectors.toList()));
        byType.forEach((type, same) -> {
            if (same.size() > 1) {
                String jars =
                        same.stream().map(plugin -> plugin.jar().toString()).collect(Collectors.joining(", "));
                problems.add(jars + ": all are of the type '" + type + "': keep one of them");
            }
        });
    }

    private Optional<List<Path>> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return Optional.of(entries.filter(PluginLoader::isVisible).sorted().toList());
        } catch (IOException e) {
            problems.add(unreadable(folder, e));
            return Optional.empty();
        }
    }

    private static boolean isVisible(Path entry) {
        return !entry.getFileName().toString().startsWith(".");
    }

    private boolean isComplete(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.size() >= 0;
        } catch (ZipException e) {
            problems.add(jar + ": is no complete jar (" + PluginFaults.oneLine(String.valueOf(e.getMessage()))
                    + "): copy it again");
        } catch (IOException e) {
            problems.add(unreadable(jar, e));
        }
        return false;
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().endsWith(".jar") && !Files.isDirectory(file);
    }

    private static String unreadable(Path path, IOException e) {
        return path + ": can't be read (" + PluginFaults.oneLine(IoProblems.of(e)) + "): let Usher's user read it";
    }
}
