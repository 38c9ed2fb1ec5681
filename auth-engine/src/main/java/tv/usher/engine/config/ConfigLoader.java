package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tv.usher.api.BackendFactory;
import tv.usher.api.Default;
import tv.usher.engine.management.ManagementSettings;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.tls.ListenerTlsSettings;

/** Reads one YAML file into a checked configuration, or reports everything that is wrong with it. */
public final class ConfigLoader {

    private static final String STATE_DIRECTORY = "STATE_DIRECTORY";

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
     * Reads the file anew each time, and the files that it names.
     *
     * @param file what is relative in it is relative to its folder
     * @throws ConfigException with every problem of the file and of those
     */
    public UsherConfig load(Path file) throws ConfigException {
        Problems problems = new Problems();
        Binder binder = binder(file, problems);
        Section root = root(file, binder, problems);
        FileChecks files = new FileChecks(binder, problems);
        ChecksBinder checks = new ChecksBinder(binder, problems, new EntryFile(environment));
        BackendsBinder backends = new BackendsBinder(binder, problems, types, searched, checks, files);
        return new FileBinder(file, root, binder, backends, files, stateDirectory(), environment, problems).bind();
    }

    /**
     * The listener for operators alone. What else the file says isn't looked at, so that neither plugins nor the environment of the
     * daemon are needed.
     *
     * @throws ConfigException with every problem of this part
     */
    public ManagementSettings loadManagement(Path file) throws ConfigException {
        return loadPart(file, ManagementPart.class).management();
    }

    /** The one key of the file that counts for {@link #loadManagement}. */
    record ManagementPart(@Default("{}") ManagementSettings management) {}

    /**
     * Where callers ask, alone; see {@link #loadManagement}.
     *
     * @throws ConfigException if the file can't be read, or its keys about that are wrong
     */
    public CallersListener loadListen(Path file) throws ConfigException {
        return loadPart(file, CallersListener.class);
    }

    /**
     * The keys of the file that count for {@link #loadListen}.
     *
     * @param tls none for plain HTTP
     */
    public record CallersListener(
            @Default(GeneralSettings.LISTEN) HostPort listen, Optional<ListenerTlsSettings> tls) {}

    private <T extends Record> T loadPart(Path file, Class<T> part) throws ConfigException {
        Problems problems = new Problems();
        Binder binder = binder(file, problems);
        Optional<T> bound = binder.records().bind(part, root(file, binder, problems));
        if (bound.isEmpty() || !problems.isEmpty()) {
            throw problems.toException(file);
        }
        return bound.get();
    }

    private Binder binder(Path file, Problems problems) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling(""); // the root has no parent
        return new Binder(problems, new Scalars(folder), new Placeholders(environment, folder));
    }

    private static Section root(Path file, Binder binder, Problems problems) throws ConfigException {
        return YamlText.read(file, problems)
                .flatMap(node -> binder.section(node, Place.START))
                .orElseThrow(() -> problems.toException(file));
    }

    /** The folder that systemd made for a service's state; of several the first. */
    private Optional<Path> stateDirectory() {
        return Optional.ofNullable(environment.apply(STATE_DIRECTORY))
                .map(folders -> folders.split(":", 2)[0])
                .filter(folder -> folder.startsWith("/"))
                .map(Path::of);
    }
}
