package tv.usher.backend.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A body that is sent as JSON, with templates in place of its texts. */
final class BodyTemplate {

    private final Object tree;
    private final Set<String> names = new HashSet<>();

    private BodyTemplate(Object configured) {
        this.tree = templates(configured);
    }

    /**
     * @param configured a text, a number, a boolean, null, or a list or map of these
     * @throws IllegalArgumentException if a text is no template; the message continues a sentence about the key
     */
    public static BodyTemplate parse(Object configured) {
        return new BodyTemplate(Configured.value(configured));
    }

    private Object templates(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> object = new LinkedHashMap<>();
            map.forEach((key, item) -> object.put(key, templates(item)));
            return object;
        }
        if (value instanceof List<?> list) {
            List<Object> array = new ArrayList<>();
            list.forEach(item -> array.add(templates(item)));
            return array;
        }
        if (value instanceof String text) {
            Template template = Template.parse(text);
            names.addAll(template.names());
            return template;
        }
        return value;
    }

    /** Empty if something of it isn't known of the viewer. */
    Optional<String> fill(ViewerValues viewer) {
        return filled(tree, viewer).map(JsonDocument::write);
    }

    private static Optional<Object> filled(Object value, ViewerValues viewer) {
        if (value instanceof Template template) {
            return template.fill(viewer).map(text -> text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> object = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Optional<Object> item = filled(entry.getValue(), viewer);
                if (item.isEmpty()) {
                    return Optional.empty();
                }
                object.put(entry.getKey(), item.get());
            }
            return Optional.of(object);
        }
        if (value instanceof List<?> list) {
            List<Object> array = new ArrayList<>();
            for (Object one : list) {
                Optional<Object> item = filled(one, viewer);
                if (item.isEmpty()) {
                    return Optional.empty();
                }
                array.add(item.get());
            }
            return Optional.of(array);
        }
        return Optional.of(value);
    }

    Set<String> names() {
        return Set.copyOf(names);
    }

    /** Never shows the texts, among which a key may be. */
    @Override
    public String toString() {
        return "***";
    }
}
