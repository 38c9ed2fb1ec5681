package tv.usher.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of the file with its keys in order.
 *
 * @param place the key that the mapping belongs to
 */
record Section(Place place, Map<String, Entry> entries) {

    /**
     * @param place the key, in the file and in the path
     */
    record Entry(Place place, Node value) {}

    /** The node's keys. Malformed and duplicate keys are reported and left out. */
    static Section of(Place place, MappingNode node, Problems problems) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            Optional<String> key = key(place, tuple.getKeyNode(), problems);
            if (key.isPresent()) {
                Place keyPlace = place.child(key.get()).at(tuple.getKeyNode().getStartMark());
                Entry earlier = entries.putIfAbsent(key.get(), new Entry(keyPlace, tuple.getValueNode()));
                if (earlier != null) {
                    problems.add(
                            keyPlace,
                            "duplicate key, first on line " + earlier.place().line());
                }
            }
        }
        return new Section(place, entries);
    }

    private static Optional<String> key(Place place, Node node, Problems problems) {
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(place.at(node.getStartMark()), "a key must be a plain text");
            return Optional.empty();
        }
        if (scalar.getValue().equals("<<") && scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            problems.add(place.at(node.getStartMark()), "merge keys ('<<') are not supported, write the values out");
            return Optional.empty();
        }
        return Optional.of(scalar.getValue());
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** This mapping with only this key. */
    Section only(String key) {
        return new Section(place, has(key) ? Map.of(key, get(key)) : Map.of());
    }

    /** This mapping once for each entry of the list that the key has; itself if the key has no list. */
    List<Section> forEach(String key) {
        Entry entry = entries.get(key);
        if (entry == null || !(entry.value() instanceof SequenceNode list)) {
            return List.of(this);
        }
        List<Section> sections = new ArrayList<>();
        for (Node item : list.getValue()) {
            Map<String, Entry> own = new LinkedHashMap<>(entries);
            own.put(key, new Entry(entry.place().item(sections.size()).at(item.getStartMark()), item));
            sections.add(new Section(place, own));
        }
        return sections;
    }

    @Nullable Entry get(String key) {
        return entries.get(key);
    }
}
