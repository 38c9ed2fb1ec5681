package tv.usher.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schema and the binder go by the same records: what binds is never underlined ({@link TestingConfigFile} asks the schema about every
 * configuration of these tests that binds), and each mistake here is either found by both, or stands below as beyond a schema.
 */
class SchemaFindsWhatEditorsCanTellTest {

    private static final String BACKEND = "backends: {own: {type: http, address: 'http://127.0.0.1'%s}}\n";

    @TempDir
    private Path folder;

    private final TestingSchema schema = new TestingSchema(TestingBackendFactory.shippedAnd());

    private static List<String> found() {
        return List.of(
                "", // nothing but the other keys: no rule
                "access: []",
                "access: {then: allow}",
                "access: [{name: nobody}]",
                "access: [{then: allow, ask: [own]}]",
                "access: [{then: perhaps}]",
                "access: [{ask: own}]",
                "access: [{ask: [own], combinig: all-allow}]",
                "access: [{ask: [own], max-shadow: many}]",
                "access: [{ask: [own], when: {adress: [10.0.0.1]}}]",
                "access: [{ask: [own], when: {address: 10.0.0.1}}]",
                rule("trusted-caller: [10.0.0.0/8]"),
                rule("Listen: 127.0.0.1:1064"),
                rule("trusted-callers: 10.0.0.0/8"),
                rule("insecure-trust-everyone: maybe"),
                rule("on-unavailable: perhaps"),
                rule("inbound: {max-line: 8k}"),
                rule("inbound: {request-timeout: 2 seconds}"),
                rule("inbound: {request-timeout: 2}"),
                rule("inbound: [8192]"),
                rule("sessions: {store: disk}"),
                rule("sessions: {follow: agent}"),
                rule("management: {tokn: abc}"),
                rule("tls: {certificate: a.pem}"),
                rule("dialects: {ngnix: {idle-timeout: 1m}}"),
                rule("backends: {Own: {type: http, address: 'http://127.0.0.1'}}"),
                rule("backends: {own: {address: 'http://127.0.0.1'}}"),
                rule("backends: {own: {type: htp, address: 'http://127.0.0.1'}}"),
                rule("backends: {own: {type: http}}"),
                rule(BACKEND.formatted(", timeot: 2s")),
                rule(BACKEND.formatted(", timeout: 2")),
                rule(BACKEND.formatted(", on-5xx: allow")),
                rule(BACKEND.formatted(", breaker: {failure-rate: half}")),
                rule(BACKEND.formatted(", failures: {mots: 20}")),
                rule("backends: {own: {type: http, address: []}}"),
                rule("backends: {list: {type: tokens, tokens: [{name: hotel}]}}"),
                rule("backends: {links: {type: signed-link, format: alta, secrets: [abc], timeout: 2s}}"));
    }

    /** What one key says of another, and what only the value's own parser knows. */
    private static List<String> beyond() {
        return List.of(
                rule("listen: 127.0.0.1:99999"),
                rule("trusted-callers: []"),
                rule("trusted-callers: [0.0.0.0/0]"),
                rule("trusted-callers: [10.0.0.0/99]"),
                rule("inbound: {max-line: 1}"),
                rule("management: {listen: '127.0.0.1:1064'}"),
                rule("management: {token: short}"),
                rule(BACKEND.formatted(", timeout: 0s")),
                rule("backends: {own: {type: http, address: 'http://a b'}}"),
                "access: [{ask: [onw]}]",
                "access: [{then: allow, denied-location: 'https://tv.example.com'}]",
                "access: [{then: allow, when: {}}]",
                "access: [{then: allow, when: {address: []}}]",
                "access: [{then: allow, when: {country: [DE]}}]",
                "access: [{then: allow, name: a}, {then: deny, name: a}]",
                rule("data-dir: ${NOT_SET}"));
    }

    /** With a rule that is fine. */
    private static String rule(String rest) {
        return "access: [{then: allow}]\n" + rest;
    }

    private static String complete(String part) {
        return (part.contains("on-unavailable") ? "" : "on-unavailable: deny\n")
                + (part.contains("own]") && !part.contains("backends") ? BACKEND.formatted("") : "")
                + part;
    }

    private static Stream<String> mistakes() {
        return Stream.concat(found().stream(), beyond().stream());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theBinderRefusesIt(String mistake) {
        assertThat(new TestingConfigFile(folder).problemsOf(complete(mistake))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("found")
    void anEditorUnderlinesIt(String mistake) {
        assertThat(schema.problemsOf(complete(mistake))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void anEditorCannotTell(String mistake) {
        assertThat(schema.problemsOf(complete(mistake))).isEmpty();
    }

    @Test
    void aBackendWithoutAChoiceIsFoundWhereTheFileHasNoneForAll() {
        String without = rule(BACKEND.formatted(""));

        assertThat(schema.problemsOf(without)).isNotEmpty();
        assertThat(schema.problemsOf("on-unavailable: deny\n" + without)).isEmpty();
        assertThat(schema.problemsOf(rule(BACKEND.formatted(", on-unavailable: error"))))
                .isEmpty();
        assertThat(schema.problemsOf(rule("backends: {list: {type: tokens, file: a.yaml}}")))
                .isEmpty();
    }

    @Test
    void defaultsAreToldAndSecretsHaveNone() {
        JsonNode properties =
                ConfigSchema.of(TestingBackendFactory.shippedAnd()).get("properties");

        assertThat(properties.at("/listen/default").asText()).isEqualTo("127.0.0.1:1064");
        assertThat(properties.has("tls")).isTrue();
        assertThat(properties.at("/access/maxItems").asInt()).isEqualTo(10_000);
    }
}
