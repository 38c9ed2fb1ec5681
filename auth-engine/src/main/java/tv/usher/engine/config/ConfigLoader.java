package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tv.usher.api.BackendFactory;

/** From one YAML file to a checked configuration, or to everything that is wrong with it. */
public final class ConfigLoader {

    private final Map<String, BackendFactory<?>> types;
    private final String searched;
    private final UnaryOperator<String> environment;

    /**
     * @param types       the backend types by their name
     * @param searched    where they were looked for, in words for the operator: {@code /opt/usher/plugins}
     * @param environment the value of a variable, or null if it isn't set: {@code System::getenv}
     */
    public ConfigLoader(Map<String, BackendFactory<?>> types, String searched, UnaryOperator<String> environment) {
        this.types = Map.copyOf(types);
        this.searched = searched;
        this.environment = environment;
    }

    /**
     * Reads the file anew each time. The plugins' factories are only called for a file that has no other problem.
     *
     * @param file what is relative in it is relative to its folder
     * @throws ConfigException with every problem of the file
     */
    public UsherConfig load(Path file) throws ConfigException {
        Problems problems = new Problems();
        Path folder = file.toAbsolutePath().normalize().getParent();
        Binder binder = new Binder(problems, new Scalars(folder), new Placeholders(environment, folder));
        Optional<Section> root = YamlText.read(file, problems).flatMap(node -> binder.section(node, Place.START));
        if (root.isEmpty()) {
            throw problems.toException(file);
        }
        BackendsBinder backends = new BackendsBinder(binder, problems, types, searched);
        return new FileBinder(file, root.get(), binder, backends, problems).bind();
    }
}
