package tv.usher.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the binder makes of a type, said as JSON schema. A record is defined once, and referred to wherever it stands. */
final class SchemaTypes {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Any value may come out of a placeholder. */
    private static final ObjectNode PLACEHOLDER =
            JSON.objectNode().put("type", "string").put("pattern", "\\$\\{");

    private final Scalars scalars = new Scalars(Path.of("/"));
    private final Map<String, ObjectNode> definitions = new TreeMap<>();
    private final Map<Class<?>, String> names = new HashMap<>();

    ObjectNode definitions() {
        ObjectNode all = JSON.objectNode();
        all.setAll(definitions);
        return all;
    }

    /** The schema of each key, with its default. */
    Map<String, JsonNode> keys(Class<? extends Record> type) {
        Map<String, JsonNode> keys = new LinkedHashMap<>();
        RecordShape.of(type).keys().forEach(key -> {
            ObjectNode schema = of(key.type()).deepCopy();
            key.defaultText().filter(text -> !text.equals("{}")).ifPresent(text -> schema.put("default", text));
            keys.put(key.name(), schema);
        });
        return keys;
    }

    /** A mapping with these keys and no others. All of them may be commented out. */
    static ObjectNode mapping(Map<String, JsonNode> keys, Collection<String> necessary) {
        ObjectNode mapping = JSON.objectNode();
        mapping.set("type", necessary.isEmpty() ? JSON.arrayNode().add("object").add("null") : JSON.textNode("object"));
        mapping.set("properties", JSON.objectNode().setAll(keys));
        mapping.put("additionalProperties", false);
        if (!necessary.isEmpty()) {
            ArrayNode required = JSON.arrayNode();
            necessary.forEach(required::add);
            mapping.set("required", required);
        }
        return mapping;
    }

    ObjectNode of(Type type) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return of(argument(type, 0));
        }
        if (scalars.knows(raw)) {
            return scalar(raw);
        }
        if (raw == List.class) {
            ObjectNode list = JSON.objectNode().put("type", "array");
            list.set("items", of(argument(type, 0)));
            return list;
        }
        if (raw == Map.class) {
            ObjectNode map = JSON.objectNode();
            map.set("type", JSON.arrayNode().add("object").add("null"));
            map.set("additionalProperties", of(argument(type, 1)));
            return map;
        }
        return raw.isRecord() ? reference(raw.asSubclass(Record.class)) : JSON.objectNode();
    }

    private ObjectNode reference(Class<? extends Record> type) {
        String name = nameOf(type);
        if (!definitions.containsKey(name)) {
            definitions.put(name, JSON.objectNode()); // ends a circle
            definitions.put(name, mapping(keys(type), RecordShape.of(type).necessary()));
        }
        return JSON.objectNode().put("$ref", "#/$defs/" + name);
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
    private static ObjectNode scalar(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return either(JSON.objectNode().put("type", "boolean"), values(List.of("true", "false")));
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return either(JSON.objectNode().put("type", "integer"), text("^(0|-?[1-9][0-9]*)$"));
        }
        if (type == Duration.class) {
            return either(text("^(0|[1-9][0-9]*)(ms|s|m|h|d)$"));
        }
        if (type.isEnum()) {
            List<String> names = List.of(type.getEnumConstants()).stream()
                    .map(KebabCase::ofConstant)
                    .toList();
            ObjectNode plain = values(names);
            // Older YAML reads this word as a boolean.
            return names.contains("off") ? either(plain, JSON.objectNode().put("const", false)) : either(plain);
        }
        ObjectNode any = JSON.objectNode();
        any.set("type", JSON.arrayNode().add("string").add("number").add("boolean"));
        return any;
    }

    private static ObjectNode values(List<String> names) {
        ArrayNode all = JSON.arrayNode();
        names.forEach(all::add);
        return JSON.objectNode().set("enum", all);
    }

    private static ObjectNode text(String pattern) {
        return JSON.objectNode().put("type", "string").put("pattern", pattern);
    }

    private static ObjectNode either(ObjectNode... schemas) {
        ArrayNode any = JSON.arrayNode();
        List.of(schemas).forEach(any::add);
        return JSON.objectNode().set("anyOf", any.add(PLACEHOLDER));
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType parameterized
                ? raw(parameterized.getRawType())
                : type instanceof Class<?> known ? known : Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }
}
