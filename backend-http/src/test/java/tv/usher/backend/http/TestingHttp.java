package tv.usher.backend.http;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendResponse;

/** Configurations as the file's YAML makes them, and an Xtream-like panel. */
public final class TestingHttp {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final URI ADDRESS = URI.create("http://panel.example.com/player_api.php?realm=tv");

    private TestingHttp() {}

    static HttpConfig byConvention(URI address) {
        return new HttpConfig(
                address,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(3),
                true);
    }

    static HttpConfig asking(Map<String, String> query, Map<String, String> headers) {
        HttpConfig usual = byConvention(ADDRESS);
        return new HttpConfig(
                ADDRESS,
                usual.method(),
                templates(query),
                templates(headers),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                usual.grant(),
                true);
    }

    static HttpConfig posting(Object body) {
        return new HttpConfig(
                ADDRESS,
                Optional.of(Method.parse("POST")),
                Map.of(),
                Map.of(),
                Optional.of(BodyTemplate.parse(body)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMinutes(3),
                true);
    }

    private static Map<String, Template> templates(Map<String, String> texts) {
        Map<String, Template> templates = new LinkedHashMap<>();
        texts.forEach((name, text) -> templates.put(name, Template.parse(text)));
        return templates;
    }

    /** As the recipe for Xtream has it, nearly. */
    public static Backend panelBackend() {
        return panel();
    }

    static HttpBackend panel() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("username", "{user}");
        query.put("password", "{password}");
        Map<Pointer, ValueCondition> allow = new LinkedHashMap<>();
        allow.put(Pointer.parse("/user_info/auth"), ValueCondition.parse(number(1)));
        allow.put(Pointer.parse("/user_info/status"), ValueCondition.parse("Active"));
        Map<String, Object> later = new LinkedHashMap<>();
        later.put("later-than", "now");
        later.put("or", null);
        allow.put(Pointer.parse("/user_info/exp_date"), ValueCondition.parse(later));
        return HttpBackend.of(new HttpConfig(
                ADDRESS,
                Optional.empty(),
                templates(query),
                Map.of(),
                Optional.empty(),
                Optional.of(json(allow)),
                Optional.of(json(Map.of(Pointer.parse("/user_info/auth"), ValueCondition.parse(number(0))))),
                Optional.empty(),
                Optional.of(new GrantFrom(
                        source("/user_info/username"),
                        Optional.empty(),
                        source("/user_info/max_connections"),
                        source("/user_info/exp_date"),
                        Optional.empty())),
                Duration.ofHours(1),
                true));
    }

    static Condition json(Map<Pointer, ValueCondition> tests) {
        return new Condition(Optional.empty(), Map.of(), tests, Optional.empty(), List.of());
    }

    private static Optional<Source> source(String pointer) {
        return Optional.of(Source.parse(pointer));
    }

    static BigDecimal number(int number) {
        return BigDecimal.valueOf(number);
    }

    static AccessRequest viewer() {
        return AccessRequest.builder()
                .clientAddress("203.0.113.7")
                .path("/live/anna/s3cret/5.ts")
                .captures(Map.of("user", "anna", "password", "s3cret", "channel", "5"))
                .build();
    }

    static BackendResponse answer(String body) {
        return BackendResponse.of(200).body(body).receivedAt(NOW);
    }

    static String account(String auth, String status, String end, String connections) {
        return "{\"user_info\":{\"username\":\"anna\",\"password\":\"s3cret\",\"auth\":" + auth + ",\"status\":"
                + status + ",\"exp_date\":" + end + ",\"max_connections\":" + connections
                + "},\"server_info\":{\"url\":\"x\"}}";
    }
}
