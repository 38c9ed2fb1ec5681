package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a viewer chose becomes one segment below the configured path, and never leads out of it. */
class EndpointsBelowStayBelowTest {

    private final Endpoint endpoint = Endpoint.of(URI.create("https://h:8443/api?key=S"));

    @ParameterizedTest
    @CsvSource({
        "77, /api/users/77?key=S",
        "a b, /api/users/a%20b?key=S",
        "'a?b#c&d=e;f%2F+', /api/users/a%3Fb%23c%26d%3De%3Bf%252F%2B?key=S",
        "user@h:1, /api/users/user%40h%3A1?key=S",
        "\u0410\u043d\u043d\u0430, /api/users/%D0%90%D0%BD%D0%BD%D0%B0?key=S"
    })
    void anySegmentIsEscaped(String segment, String target) {
        Endpoint below = endpoint.at("users", segment);

        assertThat(below.target(QueryString.EMPTY)).isEqualTo(target);
        assertThat(below.isAtServerOf(endpoint)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a/b", "..\\", "a\\b", "a\0b", "a\nb", "\ud800", "../../admin"})
    void whatAServerMayTakeForMoreIsNoSegment(String segment) {
        assertThat(Endpoint.isSegment(segment)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint.at("users", segment));
    }

    @Test
    void aSlashAtTheEndIsNotDoubled() {
        assertThat(Endpoint.of(URI.create("http://h")).at("a").path()).isEqualTo("/a");
        assertThat(Endpoint.of(URI.create("http://h/b/")).at("a", "c").path()).isEqualTo("/b/a/c");
    }

    @Test
    void aRefusalNeverRepeatsTheSegment() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> endpoint.at("hidden/"))
                .withMessageNotContaining("hidden");
    }
}
