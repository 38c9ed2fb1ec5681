package tv.usher.engine.plugin;

import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tv.usher.api.BackendFactory;

/**
 * A backend type that was found.
 *
 * @param type    the name for {@code type:} in the configuration, as the factory returned it at start
 * @param folder  where it was found; several plugins may share one
 * @param jars    all jars of that folder, by name
 * @param version from the manifest of the factory's jar ({@code Implementation-Version})
 */
public record Plugin(String type, BackendFactory<?> factory, Path folder, List<Path> jars, Optional<String> version) {

    public Plugin {
        jars = List.copyOf(jars);
    }

    static Plugin of(String type, BackendFactory<?> factory, Path folder, List<Path> jars) {
        Package home = factory.getClass().getPackage();
        return new Plugin(type, factory, folder, jars, Optional.ofNullable(home.getImplementationVersion()));
    }

    /** The jar that has the factory. */
    public Path jar() {
        URL jar = factory.getClass().getProtectionDomain().getCodeSource().getLocation();
        return Path.of(URI.create(jar.toString()));
    }
}
