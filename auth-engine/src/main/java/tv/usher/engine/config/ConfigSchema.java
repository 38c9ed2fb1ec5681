package tv.usher.engine.config;

import static tv.usher.engine.config.SchemaTypes.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
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

    private final SchemaTypes schemaTypes = new SchemaTypes();
    private final Map<String, BackendFactory<?>> plugins;

    private ConfigSchema(Map<String, BackendFactory<?>> plugins) {
        this.plugins = new TreeMap<>(plugins);
    }

    /**
     * @param plugins the types of backends that the schema knows, beside those that need no plugin
     */
    public static JsonNode of(Map<String, BackendFactory<?>> plugins) {
        return new JsonMapper().valueToTree(new ConfigSchema(plugins).root());
    }

    private Map<String, Object> root() {
        Map<String, Object> keys = new LinkedHashMap<>(schemaTypes.keys(GeneralSettings.class));
        keys.putAll(schemaTypes.keys(TrustSettings.class));
        keys.put("backends", backends());
        keys.put("access", access());
        keys.put("limits", limits());
        Map<String, Object> root = json(
                "$schema", "https://json-schema.org/draft/2020-12/schema",
                "title", "Configuration of Usher");
        root.putAll(SchemaTypes.mapping(keys, List.of("access")));
        root.put("if", json("not", required(ON_UNAVAILABLE)));
        root.put("then", everyPluginChooses());
        root.put("$defs", schemaTypes.definitions());
        return root;
    }

    private Map<String, Object> backends() {
        return json(
                "type", List.of("object", "null"),
                "maxProperties", 100,
                "propertyNames", json("pattern", "^[a-z0-9][a-z0-9_-]{0,63}$"),
                "additionalProperties", backend());
    }

    private Map<String, Object> backend() {
        List<String> types = new ArrayList<>(plugins.keySet());
        types.addAll(CheckConfig.TYPES);
        return json(
                "type", "object",
                "required", List.of("type"),
                "properties", json("type", json("enum", types)),
                "allOf", keysByType());
    }

    private List<Object> keysByType() {
        List<Object> each = new ArrayList<>();
        plugins.forEach((type, plugin) -> each.add(ifType(type, plugin.configType(), keysOf(plugin))));
        CheckConfig.TYPES.forEach(type -> {
            Class<? extends Record> settings = ChecksBinder.settingsOf(type);
            each.add(ifType(type, settings, schemaTypes.keys(settings)));
        });
        return each;
    }

    private Map<String, Object> keysOf(BackendFactory<?> plugin) {
        Map<String, Object> keys = schemaTypes.keys(plugin.configType());
        if (RecordShape.of(plugin.configType()).hasOne(PluginBinder.ADDRESS)) {
            keys.computeIfPresent(PluginBinder.ADDRESS, (key, one) -> {
                Map<String, Object> several = json("type", "array", "minItems", 1, "maxItems", 10, "items", one);
                return json("anyOf", List.of(one, several));
            });
        }
        List.of(BackendSettings.class, ExchangeSettings.class, LimitSettings.class)
                .forEach(common -> keys.putAll(schemaTypes.keys(common)));
        return keys;
    }

    private static Map<String, Object> ifType(String type, Class<? extends Record> own, Map<String, Object> keys) {
        Map<String, Object> only = json("const", type);
        Map<String, Object> all = json("type", only);
        all.putAll(keys);
        return json(
                "if", isType(only),
                "then", SchemaTypes.mapping(all, RecordShape.of(own).necessary()));
    }

    private static Map<String, Object> isType(Map<String, Object> type) {
        return json("required", List.of("type"), "properties", json("type", type));
    }

    private Map<String, Object> everyPluginChooses() {
        Map<String, Object> backend = json(
                "if", isType(json("enum", plugins.keySet())),
                "then", required(ON_UNAVAILABLE));
        return json("properties", json("backends", json("additionalProperties", backend)));
    }

    private Map<String, Object> access() {
        List<Object> oneOf = List.of(required("then"), required("ask"));
        Map<String, Object> rule = json("allOf", List.of(schemaTypes.of(RuleSettings.class), json("oneOf", oneOf)));
        return json("type", "array", "minItems", 1, "maxItems", 10_000, "items", rule);
    }

    private Map<String, Object> limits() {
        return json(
                "type", List.of("array", "null"),
                "maxItems", LimitsBinder.MAX_LIMITS,
                "items", schemaTypes.of(SessionLimitSettings.class));
    }

    private static Map<String, Object> required(String key) {
        return json("required", List.of(key));
    }
}
