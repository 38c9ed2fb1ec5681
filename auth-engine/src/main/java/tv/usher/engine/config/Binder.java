package tv.usher.engine.config;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tv.usher.api.Secret;

/**
 * Binds nodes to values: scalars, lists, maps and records of them. It never throws because of the file's content: it reports each problem
 * and binds everything else.
 */
final class Binder {

    private final Problems problems;
    private final Scalars scalars;
    private final Placeholders placeholders;
    private final RecordBinder records;
    private final TreeBinder trees;
    private final Map<String, Place> places = new HashMap<>();
    private final HiddenPaths hidden = new HiddenPaths();
    private final Map<String, Map<Object, String>> pathsOfKeys = new HashMap<>();

    Binder(Problems problems, Scalars scalars, Placeholders placeholders) {
        this.problems = problems;
        this.scalars = scalars;
        this.placeholders = placeholders;
        this.records = new RecordBinder(this, problems);
        this.trees = new TreeBinder(this, problems);
    }

    /** The value; empty after a problem. */
    Optional<Object> bind(Type type, Node node, Place place) {
        Class<?> raw = RecordShape.raw(type);
        if (raw == Optional.class) {
            return bind(RecordShape.argument(type, 0), node, place).map(Optional::of);
        }
        if (trees.knows(raw)) {
            places.put(place.path(), place);
            return trees.bind(raw, node, place);
        }
        boolean record = raw.isRecord() && !scalars.knows(raw);
        if (isNull(node) && !record) {
            problems.add(place, "has no value; leave the key out if none is meant");
            return Optional.empty();
        }
        places.put(place.path(), node instanceof ScalarNode && !record ? place.at(node.getStartMark()) : place);
        if (raw == List.class) {
            return list(RecordShape.argument(type, 0), node, place);
        }
        if (raw == Map.class) {
            return section(node, place).flatMap(section -> map(type, section));
        }
        if (scalars.knows(raw)) {
            return scalar(raw, node, place);
        }
        if (record) {
            return section(node, place).flatMap(section -> records.bindWhole(raw.asSubclass(Record.class), section));
        }
        problems.add(place, "is declared as " + type.getTypeName() + ", which no configuration can have");
        return Optional.empty();
    }

    /** For several records whose keys stand side by side in one mapping. */
    RecordBinder records() {
        return records;
    }

    /** The node as a mapping, without keys if all of them are commented out; empty after a problem. */
    Optional<Section> section(Node node, Place place) {
        if (isNull(node)) {
            return Optional.of(new Section(place, Map.of()));
        }
        if (node instanceof MappingNode mapping) {
            return Optional.of(Section.of(place, mapping, problems));
        }
        problems.add(place.at(node.getStartMark()), "must be a mapping, with lines of 'key: value'" + butIs(node));
        return Optional.empty();
    }

    /** The list's entries that are mappings; each that isn't is reported. */
    List<Section> sections(Section.Entry list) {
        if (!(list.value() instanceof SequenceNode sequence)) {
            problems.add(list.place(), "must be a list, with entries that begin with '- '");
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        int index = 0;
        for (Node item : sequence.getValue()) {
            section(item, list.place().item(index++).at(item.getStartMark())).ifPresent(sections::add);
        }
        return sections;
    }

    /**
     * A binder that reports nothing. It reads some keys of a part that may be wrong elsewhere; the binder of the whole part reports that.
     */
    Binder quiet() {
        return reportingTo(new Problems());
    }

    /** A binder of the same kind that reports elsewhere. */
    Binder reportingTo(Problems others) {
        return new Binder(others, scalars, placeholders);
    }

    /** The place of the value of this path, or of the nearest enclosing one if the file doesn't have it. */
    Place placeOf(String path) {
        for (String around = path; !around.isEmpty(); around = around.replaceFirst("(\\.|^|\\[)[^.\\[]*$", "")) {
            Place place = places.get(around);
            if (place != null) {
                return new Place(path, place.line(), place.column());
            }
        }
        return new Place(path, Place.START.line(), Place.START.column());
    }

    /** False for a default. */
    boolean isGiven(String path) {
        return places.containsKey(path);
    }

    /** The path of an entry of the map at this path: with the key as the file spells it, and not as it was bound. */
    String pathOf(String map, Object key) {
        return pathsOfKeys.getOrDefault(map, Map.of()).getOrDefault(key, map + '.' + key);
    }

    /** The value of this path, in the form that a problem may show. */
    String shown(String path, String value) {
        return isHidden(path) ? "that came out of a placeholder" : "'" + OneLine.of(value, 80) + "'";
    }

    /** Why the file of this path can't be used; its name isn't shown if it came out of a placeholder. */
    String unusable(String path, String why) {
        return isHidden(path) ? "takes its value from a placeholder, and that names no file that can be used" : why;
    }

    /** True if any of the value came out of a placeholder. Like a {@link Secret}, it is never shown. */
    boolean isHidden(String path) {
        return hidden.has(path);
    }

    /** A value that was taken from another path is hidden as that is. */
    void inherits(String path, String from) {
        if (isHidden(from)) {
            hidden.add(path);
        }
    }

    boolean isScalar(Class<?> type) {
        return scalars.knows(type);
    }

    /**
     * A text as it is meant, with what its placeholders stand for; empty after a problem.
     *
     * @param value of which the text is a part
     */
    Optional<String> expanded(String text, Place place, Place value) {
        Optional<String> expanded = placeholders.expand(text, message -> problems.add(place, message));
        if (Placeholders.isIn(text)) {
            hidden.add(value.path());
            expanded.ifPresent(problems::hide);
        }
        return expanded;
    }

    private Optional<Object> scalar(Class<?> type, Node node, Place key) {
        Place place = key.at(node.getStartMark());
        if (!(node instanceof ScalarNode scalar)) {
            problems.add(place, "must be a single value" + butIs(node));
            return Optional.empty();
        }
        boolean substituted = Placeholders.isIn(scalar.getValue());
        Optional<String> text = placeholders.expand(scalar.getValue(), message -> problems.add(place, message));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (substituted) {
            hidden.add(place.path());
        }
        if (substituted || type == Secret.class) {
            problems.hide(text.get());
        }
        try {
            return Optional.of(scalars.parse(type, text.get()));
        } catch (IllegalArgumentException e) {
            problems.add(
                    place,
                    substituted
                            ? "takes its value from a placeholder, and that is no valid " + type.getSimpleName()
                            : quoted(type, text.get()) + e.getMessage());
            return Optional.empty();
        }
    }

    /** The begin of a sentence; empty for what may have a password in it, even when nobody called it a secret. */
    private String quoted(Class<?> type, String text) {
        boolean mayBeSecret = scalars.isAddress(type) || text.contains("://") || text.contains("@");
        return mayBeSecret || !problems.mayQuote() ? "" : "'" + OneLine.of(text, 80) + "' ";
    }

    private Optional<Object> list(Type element, Node node, Place place) {
        if (!(node instanceof SequenceNode sequence)) {
            String hint = node instanceof ScalarNode ? "; write a single one as [x]" : "";
            problems.add(place.at(node.getStartMark()), "must be a list" + hint);
            return Optional.empty();
        }
        List<Object> values = new ArrayList<>();
        int index = 0;
        for (Node item : sequence.getValue()) {
            bind(element, item, place.item(index++).at(item.getStartMark())).ifPresent(values::add);
        }
        boolean complete = values.size() == index;
        return complete ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private Optional<Object> map(Type type, Section section) {
        Class<?> keyType = RecordShape.raw(RecordShape.argument(type, 0));
        Map<Object, Object> values = new LinkedHashMap<>();
        Map<Object, String> paths = pathsOfKeys.computeIfAbsent(section.place().path(), any -> new HashMap<>());
        section.entries().forEach((key, entry) -> {
            try {
                Object boundKey = scalars.parse(keyType, key);
                paths.put(boundKey, entry.place().path());
                Optional<Object> value = bind(RecordShape.argument(type, 1), entry.value(), entry.place());
                if (value.isPresent() && values.putIfAbsent(boundKey, value.get()) != null) {
                    problems.add(entry.place(), "is another spelling of a key that this mapping has already");
                }
            } catch (IllegalArgumentException e) {
                String quoted = quoted(keyType, key);
                Place place =
                        quoted.isEmpty() ? entry.place().as(section.place().path()) : entry.place();
                problems.add(place, "the key " + quoted + e.getMessage());
            }
        });
        boolean complete = values.size() == section.entries().size();
        return complete ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getTag().equals(Tag.NULL);
    }

    private static String butIs(Node node) {
        return node.getNodeId() == NodeId.sequence
                ? ", but is a list"
                : node.getNodeId() == NodeId.mapping ? ", but is a mapping" : "";
    }
}
