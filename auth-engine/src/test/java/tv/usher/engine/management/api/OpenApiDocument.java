package tv.usher.engine.management.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** An OpenAPI document as far as ours goes. */
public final class OpenApiDocument {

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

    private final Map<String, Object> root;

    public OpenApiDocument(String yaml) {
        this.root = new Yaml().load(yaml);
    }

    /** The keys are texts in what we read. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object node) {
        assertThat(node).isInstanceOf(Map.class);
        return (Map<String, Object>) node;
    }

    public String version() {
        return String.valueOf(root.get("openapi"));
    }

    Set<String> paths() {
        return map(root.get("paths")).keySet();
    }

    /** Each as {@code GET /api/sessions 200}. */
    public Set<String> responses() {
        Set<String> all = new TreeSet<>();
        map(root.get("paths"))
                .forEach((path, item) -> operations(item)
                        .forEach((method, operation) -> map(map(operation).get("responses"))
                                .keySet()
                                .forEach(status ->
                                        all.add(method.toUpperCase(Locale.ROOT) + " " + path + " " + status))));
        return all;
    }

    private static Map<String, Object> operations(Object item) {
        Map<String, Object> operations = new LinkedHashMap<>(map(item));
        operations.keySet().retainAll(METHODS);
        return operations;
    }

    /** What follows a reference within the document. */
    public Map<String, Object> resolve(Map<String, Object> node) {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        assertThat(reference).startsWith("#/");
        Map<String, Object> found = root;
        for (String step : reference.substring(2).split("/")) {
            found = map(found.get(step));
        }
        return resolve(found);
    }

    /** The operation's response to a request; fails if the document has none of the sort. */
    public Map<String, Object> response(String method, String path, int status) {
        Map<String, Object> operation =
                map(map(map(root.get("paths")).get(path)).get(method.toLowerCase(Locale.ROOT)));
        Object response = map(operation.get("responses")).get(Integer.toString(status));
        assertThat(response)
                .as(method + " " + path + " " + status + " is documented")
                .isNotNull();
        return resolve(map(response));
    }

    /** The template of {@code paths} that an address is one of. */
    public String pathOf(String address) {
        List<String> fitting = new ArrayList<>();
        for (String template : map(root.get("paths")).keySet()) {
            if (address.matches(template.replaceAll("\\{[a-z]+}", "[^/]+"))) {
                fitting.add(template);
            }
        }
        assertThat(fitting).as("documented paths for " + address).hasSize(1);
        return fitting.get(0);
    }

    /** Names of the parameters in the query. */
    public Set<String> queryParameters(String method, String path) {
        Map<String, Object> operation =
                map(map(map(root.get("paths")).get(path)).get(method.toLowerCase(Locale.ROOT)));
        Set<String> names = new TreeSet<>();
        if (operation.get("parameters") instanceof List<?> parameters) {
            parameters.stream()
                    .map(parameter -> resolve(map(parameter)))
                    .filter(parameter -> parameter.get("in").equals("query"))
                    .forEach(parameter -> names.add(String.valueOf(parameter.get("name"))));
        }
        return names;
    }

    /** Every reference of the document, wherever it stands. */
    public List<String> references() {
        List<String> references = new ArrayList<>();
        collect(root, references);
        return references;
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    references.add(String.valueOf(value));
                }
                collect(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, references));
        }
    }
}
