package tv.usher.engine.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tv.usher.api.BackendFactory;
import tv.usher.engine.util.IoProblems;

/** Which API a plugin's jar was made for, as its manifest says. */
final class ApiVersion {

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");

    private ApiVersion() {}

    /** Why this Usher can't run it, and what to do; empty if it can. */
    static Optional<String> problem(Path jar) {
        try {
            return problem(said(jar)).map(what -> jar + ": " + what);
        } catch (IOException e) {
            return Optional.of(
                    jar + ": can't be read (" + PluginFaults.oneLine(IoProblems.of(e)) + "): let Usher's user read it");
        }
    }

    private static @Nullable String said(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null
                    ? null
                    : manifest.getMainAttributes().getValue(BackendFactory.API_VERSION_ATTRIBUTE);
        }
    }

    private static Optional<String> problem(@Nullable String said) {
        if (said == null) {
            return Optional.of("doesn't say in its manifest which API it was made for ("
                    + BackendFactory.API_VERSION_ATTRIBUTE + "), so it is older than 1.0 or was packed without that:"
                    + " use a version of the plugin made for this Usher");
        }
        Matcher wanted = VERSION.matcher(said.strip());
        if (!wanted.matches()) {
            return Optional.of("says " + BackendFactory.API_VERSION_ATTRIBUTE + ": '" + PluginFaults.oneLine(said)
                    + "' in its manifest, which is no version such as " + BackendFactory.API_VERSION
                    + ": ask the plugin's maker");
        }
        Matcher ours = VERSION.matcher(BackendFactory.API_VERSION);
        boolean fits = ours.matches() && number(wanted, 1) == number(ours, 1) && number(wanted, 2) <= number(ours, 2);
        return fits
                ? Optional.empty()
                : Optional.of("was made for API " + wanted.group() + " of Usher, and this Usher has "
                        + BackendFactory.API_VERSION + ": use a version of the plugin made for that, or another Usher");
    }

    private static int number(Matcher version, int group) {
        return Integer.parseInt(version.group(group));
    }
}
