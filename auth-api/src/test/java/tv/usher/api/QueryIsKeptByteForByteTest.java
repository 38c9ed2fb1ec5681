package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryIsKeptByteForByteTest {

    private static final String HOSTILE = "/%x?'\"<>\\^`{|}@:;,[]!$()*~";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=123&a=%2F+b&a=&x",
                "&",
                "&&a=1&&",
                "=",
                "a=%",
                "a=%zz&b=%2f&c=%2F",
                "a=b=c==",
                "?a=1",
                HOSTILE,
                "\u0080=\u00ff"
            })
    void whatTheViewerSentIsWhatIsAsked(String raw) {
        assertThat(Endpoint.of(URI.create("http://h/check")).target(QueryString.of(raw)))
                .isEqualTo("/check?" + raw);
        assertThat(Endpoint.of(URI.create("http://h/check?realm=tv")).target(QueryString.of(raw)))
                .isEqualTo("/check?realm=tv&" + raw);
    }

    @Test
    void noQueryLeavesNoTrace() {
        assertThat(Endpoint.of(URI.create("http://h")).target(QueryString.EMPTY))
                .isEqualTo("/");
        assertThat(Endpoint.of(URI.create("http://h/check?realm=tv")).target(QueryString.EMPTY))
                .isEqualTo("/check?realm=tv");
    }

    @Test
    void dropsOneParameterAndKeepsTheBytesOfItsNeighbours() {
        Endpoint endpoint = Endpoint.of(URI.create("http://h/check?key=S"));

        assertThat(endpoint.target(QueryString.of("a=%2F+b&key=x&&a=&x"))).isEqualTo("/check?key=S&a=%2F+b&&a=&x");
    }
}
