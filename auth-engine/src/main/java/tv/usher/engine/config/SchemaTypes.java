package tv.usher.engine.config;

import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the binder makes of a type, said as JSON schema. A record is defined once, and referred to wherever it stands. */
final class SchemaTypes {

    /** Any value may come out of a placeholder. */
    private static final Map<String, Object> PLACEHOLDER = text("\\$\\{");

    private final Scalars scalars = new Scalars(Path.of("/"));
    private final Map<String, Map<String, Object>> definitions = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    /** An object of these names, each followed by its value. */
    static Map<String, Object> json(Object... namesAndValues) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            json.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return json;
    }

    Map<String, Map<String, Object>> definitions() {
        return definitions;
    }

    /** The schema of each key, with its default. */
    Map<String, Object> keys(Class<? extends Record> type) {
        Map<String, Object> keys = new LinkedHashMap<>();
        RecordShape.of(type).keys().forEach(key -> {
            Map<String, Object> schema = new LinkedHashMap<>(of(key.type()));
            key.defaultText().filter(text -> !text.equals("{}")).ifPresent(text -> schema.put("default", text));
            keys.put(key.name(), schema);
        });
        return keys;
    }

    /** A mapping with these keys and no others. All of them may be commented out. */
    static Map<String, Object> mapping(Map<String, Object> keys, List<String> necessary) {
        Object type = necessary.isEmpty() ? List.of("object", "null") : "object";
        Map<String, Object> mapping = json("type", type, "properties", keys, "additionalProperties", false);
        if (!necessary.isEmpty()) {
            mapping.put("required", necessary);
        }
        return mapping;
    }

    Map<String, Object> of(Type type) {
        Class<?> raw = RecordShape.raw(type);
        if (raw == Optional.class) {
            return of(RecordShape.argument(type, 0));
        }
        if (scalars.knows(raw)) {
            return scalar(raw);
        }
        if (raw == List.class) {
            return json("type", "array", "items", of(RecordShape.argument(type, 0)));
        }
        if (raw == Map.class) {
            return json("type", List.of("object", "null"), "additionalProperties", of(RecordShape.argument(type, 1)));
        }
        return raw.isRecord() ? reference(raw.asSubclass(Record.class)) : json();
    }

    private Map<String, Object> reference(Class<? extends Record> type) {
        String name = nameOf(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, json()); // ends a circle
            definitions.put(name, mapping(keys(type), RecordShape.of(type).necessary()));
        }
        return json("$ref", "#/$defs/" + name);
    }

    /** Records of plugins may be called like one of the engine's, or like each other. */
    private String nameOf(Class<? extends Record> type) {
        String simple = KebabCase.ofComponent(type.getSimpleName().replace("Settings", ""));
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String name = names.containsValue(simple) ? simple + '-' + names.size() : simple;
        names.put(type, name);
        return name;
    }

    /** Only the text counts, so quotes change nothing: a number may be written as text. */
    private static Map<String, Object> scalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return either(json("type", "boolean"), values(List.of("true", "false")));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return either(json("type", "integer"), text("^(0|-?[1-9][0-9]*)$"));
        }
        if (type == Duration.class) {
            return either(text("^(0|[1-9][0-9]*)(ms|s|m|h|d)$"));
        }
        if (type.isEnum()) {
            List<String> names = Stream.of(type.getEnumConstants())
                    .map(KebabCase::ofConstant)
                    .toList();
            // Older YAML reads this word as a boolean.
            return names.contains("off") ? either(values(names), json("const", false)) : either(values(names));
        }
        return json("type", List.of("string", "number", "boolean"));
    }

    private static Map<String, Object> values(List<String> names) {
        return json("enum", names);
    }

    private static Map<String, Object> text(String pattern) {
        return json("type", "string", "pattern", pattern);
    }

    private static Map<String, Object> either(Object... schemas) {
        List<Object> any = new ArrayList<>(List.of(schemas));
        any.add(PLACEHOLDER);
        return json("anyOf", any);
    }
}
