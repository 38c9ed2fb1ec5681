package tv.usher.engine.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tv.usher.engine.check.EntryReader;

/** Files with lists of entries, in the same strict YAML and with the same placeholders as the configuration itself. */
public final class EntryFile implements EntryReader {

    private static final int MAX_ENTRIES = 20_000;

    private final UnaryOperator<String> environment;

    /**
     * @param environment the value of a variable, or null if it isn't set: {@code System::getenv}
     */
    public EntryFile(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public <E extends Record> List<E> read(Path file, String key, Class<E> type) throws IOException {
        List<String> keys = new ArrayList<>(RecordShape.names(type));
        keys.add(key);
        Problems problems = Problems.showingOnly(keys);
        Path folder = file.toAbsolutePath().normalize().resolveSibling(""); // the root has no parent
        Binder binder = new Binder(problems, new Scalars(folder), new Placeholders(environment, folder));
        List<E> entries = new ArrayList<>();
        YamlText.read(file, problems)
                .flatMap(root -> mapping(root, key, problems))
                .flatMap(root -> binder.section(root, Place.START))
                .flatMap(root -> list(root, key, binder, problems))
                .ifPresent(list -> binder.sections(list)
                        .forEach(
                                entry -> binder.records().bindWhole(type, entry).ifPresent(entries::add)));
        if (entries.size() > MAX_ENTRIES) {
            problems.add(Place.START.child(key), "has more than " + MAX_ENTRIES + " entries");
        }
        if (!problems.isEmpty()) {
            throw new IOException(problems.toException(file).getMessage());
        }
        return entries;
    }

    private static Optional<Node> mapping(Node root, String key, Problems problems) {
        if (root instanceof MappingNode) {
            return Optional.of(root);
        }
        problems.add(
                Place.START.at(root.getStartMark()),
                "must have the key '" + key + "' with the list below it"
                        + (root instanceof SequenceNode ? ", but is a list" : ""));
        return Optional.empty();
    }

    private static Optional<Section.Entry> list(Section root, String key, Binder binder, Problems problems) {
        binder.records().refuseUnknown(root, List.of(key));
        if (!root.has(key)) {
            problems.add(Place.START.child(key), "is missing; write '" + key + ": []' if there is none");
        }
        return Optional.ofNullable(root.get(key));
    }
}
