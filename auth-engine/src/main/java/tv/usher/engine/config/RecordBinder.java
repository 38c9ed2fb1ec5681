package tv.usher.engine.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import tv.usher.api.Default;

/** Mappings into records: each component is a key. */
final class RecordBinder {

    private final Binder binder;
    private final Problems problems;

    RecordBinder(Binder binder, Problems problems) {
        this.binder = binder;
        this.problems = problems;
    }

    /** The record, of a mapping that has its keys alone; empty after a problem. */
    Optional<Object> bindWhole(Class<? extends Record> type, Section section) {
        refuseUnknown(section, keys(type));
        return bind(type, section).map(bound -> bound);
    }

    /** The record that some keys of a mapping make; empty after a problem. */
    <R extends Record> Optional<R> bind(Class<R> type, Section section) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            values[i] = value(components[i], section).orElse(null);
            complete &= values[i] != null;
        }
        return complete ? construct(type, values, section.place()) : Optional.empty();
    }

    /** Reports the keys that aren't known. */
    void refuseUnknown(Section section, Collection<String> known) {
        section.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                problems.add(entry.place(), "unknown key" + DidYouMean.hint(key, known));
            }
        });
    }

    static List<String> keys(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> KebabCase.ofComponent(component.getName()))
                .toList();
    }

    private Optional<?> value(RecordComponent component, Section section) {
        String key = KebabCase.ofComponent(component.getName());
        Section.Entry entry = section.get(key);
        if (entry != null) {
            return binder.bind(component.getGenericType(), entry.value(), entry.place());
        }
        Place place = section.place().child(key);
        Default text = component.getAnnotation(Default.class);
        if (text != null) {
            return defaultValue(component, text.value(), place);
        }
        if (component.getType() == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (component.getType() == List.class) {
            return Optional.of(List.of());
        }
        if (component.getType() == Map.class) {
            return Optional.of(Map.of());
        }
        problems.add(place, "is missing");
        return Optional.empty();
    }

    // Its positions are those within the annotation, so whatever is wrong with it is told as one problem of this key.
    private Optional<Object> defaultValue(RecordComponent component, String text, Place place) {
        Optional<Object> value = defaultNode(component, text)
                .flatMap(node -> binder.reportingTo(new Problems()).bind(component.getGenericType(), node, place));
        if (value.isEmpty()) {
            problems.add(place, "has a default that can't be used, which is a bug of this type: " + text);
        }
        return value;
    }

    // A single value that YAML would read as something else, such as the pattern [0-9]+, is taken as it is.
    private Optional<Node> defaultNode(RecordComponent component, String text) {
        Problems own = new Problems();
        Optional<Node> node = YamlText.compose(text, own).filter(parsed -> own.isEmpty());
        return binder.isScalar(component.getType()) && !(node.orElse(null) instanceof ScalarNode)
                ? Optional.of(new ScalarNode(Tag.STR, text, null, null, ScalarStyle.DOUBLE_QUOTED))
                : node;
    }

    private <R extends Record> Optional<R> construct(Class<R> type, Object[] values, Place place) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<R> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            problems.addThrown(place, e.getCause());
        } catch (ReflectiveOperationException e) {
            problems.addThrown(place, e);
        }
        return Optional.empty();
    }
}
