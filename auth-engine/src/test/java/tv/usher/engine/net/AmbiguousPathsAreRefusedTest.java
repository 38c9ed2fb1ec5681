package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T10, T11: one canonical form, or none. */
class AmbiguousPathsAreRefusedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "live",
                "*",
                "http://a/b",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/./a",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/../a",
                "/%2e",
                "/%2E%2e/a",
                "/a/%2e%2E",
                "/.%2e/a",
                "/a%2fb",
                "/a%2Fb",
                "/%2f",
                "/a%5cb",
                "/a\\b",
                "/a%5C..%5Cb",
                "/a;x",
                "/a;/b",
                "/..;/a",
                "/a%3bx",
                "/a%3Bx",
                "/a%00",
                "/a\0b",
                "/a%0d%0ab",
                "/a%0A",
                "/a\nb",
                "/a%7f",
                "/a\u007f",
                "/a#b",
                "/a%23b",
                "/a?b",
                "/a%",
                "/a%2",
                "/a%g0",
                "/a%0g",
                "/a%-1",
                "/a% 1",
                "/a%u002e",
                "/%%32%65",
                "/a%25",
                "/%252e%252e/a",
                "/%25%32%66",
                "/%c0%ae%c0%ae/a",
                "/%c0%af",
                "/%e0%80%af",
                "/%f0%80%80%af",
                "/a%ff",
                "/a%c3",
                "/a%c3/b",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/a\u00ff",
                "/caf\u00e9",
                "/\u0141",
                "/a%\uFF12\uFF10"
            })
    void whatServersReadInDifferentWays(String path) {
        assertThat(CanonicalPath.of(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/live/sport1/index.m3u8, /live/sport1/index.m3u8",
        "/live/, /live/",
        "/.well-known/a, /.well-known/a",
        "/..., /...",
        "/a..b/.c/d., /a..b/.c/d.",
        "/%6c%69ve, /live",
        "/%4C%49ve, /LIve",
        "/a%2eb, /a.b",
        "/a%2db, /a-b",
        "/a%7eb, /a~b",
        "/a%20b, /a%20b",
        "/a b, /a%20b",
        "/a+b, /a+b",
        "/a%3fb, /a%3Fb",
        "/caf%c3%a9, /caf%C3%A9",
        "/%e2%82%ac, /%E2%82%AC",
        "'/a\"<>^`{|}', /a%22%3C%3E%5E%60%7B%7C%7D",
        "/!$&'()*+@:=~_-, /!$&'()*+@:=~_-"
    })
    void everythingElseHasOneForm(String path, String canonical) {
        assertThat(CanonicalPath.of(path)).contains(canonical);
        assertThat(CanonicalPath.of(canonical)).contains(canonical);
    }

    @Test
    void bytesAreReadAsUtf8() {
        String raw = new String("/café".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);

        assertThat(CanonicalPath.of(raw)).contains("/caf%C3%A9");
    }

    @Test
    void theFormOfAFormIsItself() {
        Random random = new Random(1);
        String letters = "/aA.%2feE5cC;0\\#? \u00c3\u00a9*~";
        int canonical = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder path = new StringBuilder("/");
            random.ints(random.nextInt(12), 0, letters.length()).forEach(c -> path.append(letters.charAt(c)));

            String form = CanonicalPath.of(path.toString()).orElse(null);

            if (form != null) {
                canonical++;
                assertThat(CanonicalPath.of(form)).contains(form);
                assertThat(form).startsWith("/").doesNotContain("//", "/../", "/./", ";", "\\", "#", "?", "%2F", "%25");
            }
        }
        assertThat(canonical).isGreaterThan(1000);
    }
}
