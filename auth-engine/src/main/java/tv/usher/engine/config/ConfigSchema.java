package tv.usher.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tv.usher.api.BackendFactory;
import tv.usher.engine.backend.guard.BackendSettings;
import tv.usher.engine.backend.guard.LimitSettings;
import tv.usher.engine.decision.RuleSettings;
import tv.usher.engine.decision.SessionLimitSettings;
import tv.usher.engine.exchange.ExchangeSettings;

/**
 * The JSON schema (2020-12) of the configuration, made of the records that the binder fills, so that editors know the keys, their values and
 * defaults. What one key says of another is for {@code usher check}, but for what editors can tell: a rule has {@code then} or {@code ask},
 * and a backend has {@code on-unavailable} where the file has none for all.
 */
public final class ConfigSchema {

    private static final String ON_UNAVAILABLE = "on-unavailable";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SchemaTypes schemaTypes = new SchemaTypes();
    private final Map<String, BackendFactory<?>> plugins;

    private ConfigSchema(Map<String, BackendFactory<?>> plugins) {
        this.plugins = new TreeMap<>(plugins);
    }

    /**
     * @param plugins the types of backends that the schema knows, beside those that need no plugin
     */
    public static JsonNode of(Map<String, BackendFactory<?>> plugins) {
        return new ConfigSchema(plugins).root();
    }

    private ObjectNode root() {
        Map<String, JsonNode> keys = new LinkedHashMap<>(schemaTypes.keys(GeneralSettings.class));
        keys.putAll(schemaTypes.keys(TrustSettings.class));
        keys.put("backends", backends());
        keys.put("access", access());
        keys.put("limits", limits());
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Configuration of Usher");
        root.setAll(SchemaTypes.mapping(keys, List.of("access")));
        root.put("type", "object");
        root.set("if", JSON.objectNode().set("not", required(ON_UNAVAILABLE)));
        root.set("then", everyPluginChooses());
        root.set("$defs", schemaTypes.definitions());
        return root;
    }

    private ObjectNode backends() {
        ObjectNode names = JSON.objectNode().put("pattern", "^[a-z0-9][a-z0-9_-]{0,63}$");
        ArrayNode types = JSON.arrayNode();
        plugins.keySet().forEach(types::add);
        CheckConfig.TYPES.forEach(types::add);
        ObjectNode backend = JSON.objectNode().put("type", "object");
        backend.set("required", JSON.arrayNode().add("type"));
        backend.set(
                "properties", JSON.objectNode().set("type", JSON.objectNode().set("enum", types)));
        ArrayNode each = JSON.arrayNode();
        plugins.forEach((type, plugin) -> each.add(ifType(type, keysOf(plugin))));
        CheckConfig.TYPES.forEach(type -> each.add(ifType(type, schemaTypes.keys(ChecksBinder.settingsOf(type)))));
        backend.set("allOf", each);
        ObjectNode backends = JSON.objectNode();
        backends.set("type", JSON.arrayNode().add("object").add("null"));
        backends.put("maxProperties", 100);
        backends.set("propertyNames", names);
        backends.set("additionalProperties", backend);
        return backends;
    }

    private Map<String, JsonNode> keysOf(BackendFactory<?> plugin) {
        Map<String, JsonNode> keys = new LinkedHashMap<>(schemaTypes.keys(plugin.configType()));
        if (RecordShape.of(plugin.configType()).hasOne(PluginBinder.ADDRESS)) {
            JsonNode one = keys.get(PluginBinder.ADDRESS);
            ObjectNode several =
                    JSON.objectNode().put("type", "array").put("minItems", 1).put("maxItems", 10);
            several.set("items", one);
            keys.put(
                    PluginBinder.ADDRESS,
                    JSON.objectNode().set("anyOf", JSON.arrayNode().add(one).add(several)));
        }
        List.of(BackendSettings.class, ExchangeSettings.class, LimitSettings.class)
                .forEach(common -> keys.putAll(schemaTypes.keys(common)));
        return keys;
    }

    private ObjectNode ifType(String type, Map<String, JsonNode> keys) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        all.put("type", JSON.objectNode().put("const", type));
        all.putAll(keys);
        ObjectNode condition = JSON.objectNode();
        condition.set("if", isType(JSON.objectNode().put("const", type)));
        Class<? extends Record> own =
                plugins.containsKey(type) ? plugins.get(type).configType() : ChecksBinder.settingsOf(type);
        condition.set("then", SchemaTypes.mapping(all, RecordShape.of(own).necessary()));
        return condition;
    }

    private static ObjectNode isType(ObjectNode type) {
        ObjectNode is = required("type");
        is.set("properties", JSON.objectNode().set("type", type));
        return is;
    }

    private ObjectNode everyPluginChooses() {
        ArrayNode types = JSON.arrayNode();
        plugins.keySet().forEach(types::add);
        ObjectNode backend = JSON.objectNode();
        backend.set("if", isType(JSON.objectNode().set("enum", types)));
        backend.set("then", required(ON_UNAVAILABLE));
        ObjectNode backends = JSON.objectNode().set("additionalProperties", backend);
        return JSON.objectNode().set("properties", JSON.objectNode().set("backends", backends));
    }

    private ObjectNode access() {
        ObjectNode rule = JSON.objectNode();
        rule.set(
                "allOf",
                JSON.arrayNode()
                        .add(schemaTypes.of(RuleSettings.class))
                        .add(JSON.objectNode()
                                .set(
                                        "oneOf",
                                        JSON.arrayNode().add(required("then")).add(required("ask")))));
        ObjectNode access =
                JSON.objectNode().put("type", "array").put("minItems", 1).put("maxItems", 10_000);
        access.set("items", rule);
        return access;
    }

    private ObjectNode limits() {
        ObjectNode limits = JSON.objectNode();
        limits.set("type", JSON.arrayNode().add("array").add("null"));
        limits.put("maxItems", LimitsBinder.MAX_LIMITS);
        limits.set("items", schemaTypes.of(SessionLimitSettings.class));
        return limits;
    }

    private static ObjectNode required(String key) {
        ObjectNode required = JSON.objectNode();
        required.set("required", JSON.arrayNode().add(key));
        return required;
    }
}
