package tv.usher.engine.config;

import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The paths of all keys that a file has. */
final class WrittenPaths {

    private WrittenPaths() {}

    static void collect(Node node, Place place, Set<String> paths, Problems problems) {
        paths.add(place.path());
        if (node instanceof MappingNode mapping) {
            Section.of(place, mapping, problems)
                    .entries()
                    .values()
                    .forEach(entry -> collect(entry.value(), entry.place(), paths, problems));
        }
        if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                collect(sequence.getValue().get(i), place.item(i), paths, problems);
            }
        }
    }
}
