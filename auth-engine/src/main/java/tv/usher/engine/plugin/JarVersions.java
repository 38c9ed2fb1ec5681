package tv.usher.engine.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tv.usher.engine.util.IoProblems;

/** Finds what an upgrade has mixed: two versions of a jar in one folder, of which the JVM would take classes of both. */
public final class JarVersions {

    /** As Maven names files. What stands behind a version for one platform only isn't a part of it. */
    private static final Pattern NAME = Pattern.compile("(.+?)-(\\d.*?)(-(linux|osx|windows)-.*)?\\.jar");

    private JarVersions() {}

    /**
     * @param folder with jars of any library; may be missing, as where Usher runs from its build
     * @throws PluginException if a jar is there in two versions
     */
    public static void refuseTwo(Path folder) throws PluginException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            problems.addAll(problems(folder, files.toList()));
        } catch (IOException e) {
            problems.add(folder + ": can't be read (" + IoProblems.of(e) + "): let Usher's user read it");
        }
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
    }

    static List<String> problems(Path folder, List<Path> files) {
        Map<String, Map<String, String>> versions = new TreeMap<>();
        for (Path file : files) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                versions.computeIfAbsent(name.group(1), library -> new TreeMap<>())
                        .put(name.group(2), name.group());
            }
        }
        return versions.values().stream()
                .filter(several -> several.size() > 1)
                .map(
                        several -> folder + ": has more than one version of a jar: "
                                + String.join(", ", several.values())
                                + ": keep the one that came with this Usher or plugin, and unpack an upgrade into an empty folder")
                .toList();
    }
}
