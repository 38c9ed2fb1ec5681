package tv.usher.engine.config;

import java.lang.reflect.InvocationTargetException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Binds mappings to records: each component is a key. */
final class RecordBinder {

    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9 ._-]{0,63}");

    private final Binder binder;
    private final Problems problems;
    private final Map<Class<?>, RecordShape<?>> shapes = new HashMap<>();
    private final Map<RecordShape.RecordKey, Optional<Object>> defaults = new HashMap<>();
    private final Map<Class<?>, Map<String, Object>> usual = new HashMap<>();

    RecordBinder(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** The record of a mapping that has only the record's keys; empty after a problem. */
    <R extends Record> Optional<R> bindWhole(Class<R> type, Section section) {
        refuseUnknown(section, shape(type).names());
        return bind(type, section);
    }

    /** The record of some keys of a mapping; empty after a problem. */
    <R extends Record> Optional<R> bind(Class<R> type, Section section) {
        RecordShape<R> shape = shape(type);
        Object[] values = new Object[shape.keys().size()];
        boolean complete = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(shape.keys().get(i), section).orElse(null);
            complete &= values[i] != null;
        }
        return complete ? construct(shape, values, section.place()) : Optional.empty();
    }

    /** By key, what a mapping means that leaves it out. Keys that a mapping must have are missing. */
    Map<String, Object> defaults(Class<? extends Record> type) {
        return usual.computeIfAbsent(type, any -> {
            Map<String, Object> values = new HashMap<>();
            for (RecordShape.RecordKey key : shape(type).keys()) {
                Optional<Object> value =
                        key.defaultText().isPresent() ? bindDefault(key, Place.START.child(key.name())) : nothing(key);
                value.ifPresent(known -> values.put(key.name(), known));
            }
            return values;
        });
    }

    /** Reports the keys that aren't known. */
    void refuseUnknown(Section section, Collection<String> known) {
        section.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                // Another file, which was named by mistake, may have anything there.
                Place place = WORD.matcher(key).matches()
                        ? entry.place()
                        : entry.place().as(section.place().path());
                problems.add(place, "unknown key" + DidYouMean.hint(key, known));
            }
        });
    }

    // The key is the type of the value.
    @SuppressWarnings("unchecked")
    private <R extends Record> RecordShape<R> shape(Class<R> type) {
        return (RecordShape<R>) shapes.computeIfAbsent(type, any -> RecordShape.of(type));
    }

    private Optional<?> value(RecordShape.RecordKey key, Section section) {
        Section.Entry entry = section.get(key.name());
        if (entry != null) {
            return binder.bind(key.type(), entry.value(), entry.place());
        }
        if (key.defaultText().isEmpty()) {
            return absent(key, section.place());
        }
        Place place = section.place().child(key.name());
        // Values are immutable, so that ten thousand rules can share one default.
        Optional<Object> value = defaults.computeIfAbsent(key, any -> bindDefault(key, place));
        if (value.isEmpty()) {
            String text = key.defaultText().get();
            problems.add(place, "has a default that can't be used, which is a bug of this type: " + text);
        }
        return value;
    }

    private Optional<?> absent(RecordShape.RecordKey key, Place owner) {
        Optional<?> nothing = nothing(key);
        if (nothing.isEmpty()) {
            problems.add(owner.child(key.name()), "is missing");
        }
        return nothing;
    }

    /** The value of a key without a default that need not be there. */
    private static Optional<Object> nothing(RecordShape.RecordKey key) {
        if (key.raw() == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (key.raw() == List.class) {
            return Optional.of(List.of());
        }
        return key.raw() == Map.class ? Optional.of(Map.of()) : Optional.empty();
    }

    // Its positions are within the annotation, so its problems are reported as one problem of this key.
    private Optional<Object> bindDefault(RecordShape.RecordKey key, Place place) {
        return defaultNode(key)
                .flatMap(node -> binder.reportingTo(new Problems()).bind(key.type(), node, place));
    }

    // A single value that YAML would read as something else, such as the pattern [0-9]+, is taken literally.
    private Optional<Node> defaultNode(RecordShape.RecordKey key) {
        String text = key.defaultText().orElseThrow();
        Problems own = new Problems();
        Optional<Node> node = YamlText.compose(text, own).filter(parsed -> own.isEmpty());
        return binder.isScalar(key.raw()) && !(node.orElse(null) instanceof ScalarNode)
                ? Optional.of(new ScalarNode(Tag.STR, text, null, null, ScalarStyle.DOUBLE_QUOTED))
                : node;
    }

    private <R extends Record> Optional<R> construct(RecordShape<R> shape, Object[] values, Place place) {
        try {
            return Optional.of(shape.constructor().newInstance(values));
        } catch (InvocationTargetException e) {
            problems.addThrown(place, e.getTargetException());
        } catch (ReflectiveOperationException e) {
            problems.addThrown(place, e);
        }
        return Optional.empty();
    }
}
