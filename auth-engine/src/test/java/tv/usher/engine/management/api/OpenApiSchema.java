package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks JSON against the schemas of an OpenAPI document. Knows the keywords that ours uses and fails at any other. */
public final class OpenApiSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "format",
            "pattern",
            "minimum",
            "required",
            "properties",
            "additionalProperties",
            "items",
            "description",
            "$ref");

    private final OpenApiDocument document;

    public OpenApiSchema(OpenApiDocument document) {
        this.document = document;
    }

    public void check(Map<String, Object> schema, JsonNode value, String where) {
        Map<String, Object> rules = document.resolve(schema);
        assertThat(KEYWORDS).as("keywords that this test knows").containsAll(rules.keySet());
        assertThat(types(rules).contains(typeOf(value)))
                .as("type of " + where + ": " + value)
                .isTrue();
        if (value.isObject()) {
            checkObject(rules, value, where);
        } else if (value.isArray()) {
            value.forEach(item -> check(OpenApiDocument.map(rules.get("items")), item, where + "[]"));
        } else if (value.isInt() && rules.get("minimum") instanceof Integer minimum) {
            assertThat(value.intValue()).as(where).isGreaterThanOrEqualTo(minimum);
        } else if (value.isTextual()) {
            checkText(rules, value.textValue(), where);
        }
    }

    private void checkObject(Map<String, Object> rules, JsonNode value, String where) {
        Map<String, Object> properties = OpenApiDocument.map(rules.getOrDefault("properties", Map.of()));
        Object others = rules.get("additionalProperties");
        if (Boolean.FALSE.equals(others)) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            List<?> required = (List<?>) rules.get("required");
            assertThat(properties).as("all of " + where).containsKeys(required.toArray(String[]::new));
            assertThat(properties).as(where).containsKeys(names.toArray(String[]::new));
            assertThat(names)
                    .as(where)
                    .containsAll(required.stream().map(String::valueOf).toList());
            names.forEach(
                    name -> check(OpenApiDocument.map(properties.get(name)), value.get(name), where + "." + name));
        } else {
            value.forEach(each -> check(OpenApiDocument.map(others), each, where + ".*"));
        }
    }

    private static void checkText(Map<String, Object> rules, String text, String where) {
        if (rules.get("pattern") instanceof String pattern) {
            assertThat(text).as(where).containsPattern(pattern);
        }
        Object format = rules.getOrDefault("format", "date-time");
        assertThat(format).as("formats that this test knows").isEqualTo("date-time");
        if (rules.containsKey("format")) {
            assertThat(Instant.parse(text)).as(where).isNotNull();
        }
    }

    private static List<?> types(Map<String, Object> rules) {
        return rules.get("type") instanceof List<?> several ? several : List.of(rules.get("type"));
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NULL -> "null";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            default -> fail("no JSON: " + value);
        };
    }
}
