package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest.Builder;

/** T30: no viewer's text ends a request line or a header. */
class RequestsCannotBeSplitTest {

    private static final List<BiFunction<Builder, String, Builder>> TEXTS = List.of(
            Builder::session,
            Builder::channel,
            Builder::clientAddress,
            Builder::path,
            Builder::host,
            Builder::origin,
            Builder::userAgent,
            Builder::protocol);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\rb",
                "a\nb",
                "a\r\nX-Real-Ip: 1.2.3.4",
                "a\0b",
                "a\u007fb",
                "a\tb",
                "a\u001bb",
                "a\u0100b",
                "\ud83d\ude00"
            })
    void controlAndWideCharactersAreRefusedEverywhere(String hostile) {
        assertThatIllegalArgumentException().isThrownBy(() -> QueryString.of(hostile));
        assertThatIllegalArgumentException().isThrownBy(() -> new Header("X-Real-Ua", hostile));
        assertThatIllegalArgumentException().isThrownBy(() -> new Header(hostile, "x"));
        assertThat(TEXTS)
                .allSatisfy(text -> assertThatIllegalArgumentException()
                        .isThrownBy(() ->
                                text.apply(AccessRequest.builder(), hostile).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a HTTP/1.1", "a#b", "#"})
    void blankAndHashAreRefusedInAQuery(String hostile) {
        assertThatIllegalArgumentException().isThrownBy(() -> QueryString.of(hostile));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "X Real", "X:", "X-Real-Ip:", "(x)", "{x}", "\u00e9"})
    void aHeaderNameIsAToken(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Header(name, "x"));
    }

    @Test
    void aRefusalNeverRepeatsTheValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryString.of("token=hidden\n"))
                .withMessageNotContaining("hidden");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Header("X-Token", "hidden\n"))
                .withMessageNotContaining("hidden");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessRequest.builder().userAgent("hidden\n").build())
                .withMessageNotContaining("hidden");
    }
}
