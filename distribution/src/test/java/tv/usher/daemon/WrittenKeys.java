package tv.usher.daemon;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tv.usher.engine.config.CheckConfig;

/** The keys that a file has, by the paths of {@link ConfigKeys}, each with its values as they are written. */
final class WrittenKeys {

    private final Map<String, List<Object>> valuesByPath = new LinkedHashMap<>();

    private WrittenKeys() {}

    static WrittenKeys of(String yaml) {
        WrittenKeys written = new WrittenKeys();
        written.collect("", new Yaml().compose(new StringReader(yaml)));
        return written;
    }

    /** Texts, and lists and maps of them. */
    static Object value(String yaml) {
        return value(new Yaml().compose(new StringReader(yaml)));
    }

    boolean has(String path) {
        return valuesByPath.containsKey(path);
    }

    List<Object> values(String path) {
        return valuesByPath.getOrDefault(path, List.of());
    }

    private void collect(String path, Node node) {
        valuesByPath.computeIfAbsent(path, first -> new ArrayList<>()).add(value(node));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = ((ScalarNode) entry.getKeyNode()).getValue();
                if (path.equals("backends")) {
                    Object type = value(entry.getValueNode(), "type");
                    collect(path + '.' + type, entry.getValueNode());
                    if (!CheckConfig.TYPES.contains(type)) {
                        collect(ConfigKeys.ANY_BACKEND, entry.getValueNode());
                    }
                } else {
                    collect(path.isEmpty() ? key : path + '.' + key, entry.getValueNode());
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> collect(path + "[]", item));
        }
    }

    private static Object value(Node mapping, String key) {
        return ((Map<?, ?>) value(mapping)).get(key);
    }

    private static Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<Object, Object> values = new LinkedHashMap<>();
            mapping.getValue().forEach(entry -> values.put(value(entry.getKeyNode()), value(entry.getValueNode())));
            return values;
        } else if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(WrittenKeys::value).toList();
        }
        return ((ScalarNode) node).getValue();
    }
}
