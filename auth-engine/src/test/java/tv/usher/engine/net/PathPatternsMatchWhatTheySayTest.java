package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Among it T15: no path takes a pattern longer than it is long. */
class PathPatternsMatchWhatTheySayTest {

    @ParameterizedTest
    @CsvSource({
        "/vip/**, /vip/, true",
        "/vip/**, /vip/a/b.m3u8, true",
        "/vip/**, /vip, false",
        "/vip/**, /vipx/a, false",
        "/vip/**, /VIP/a, false",
        "/vip/**, /x/vip/a, false",
        "/vip*, /vip, true",
        "/vip*, /vip/a, false",
        "/*/index.m3u8, /a/index.m3u8, true",
        "/*/index.m3u8, /a/b/index.m3u8, false",
        "/**/index.m3u8, /a/b/index.m3u8, true",
        "**.m3u8, /a/b/c.m3u8, true",
        "*.m3u8, /c.m3u8, false",
        "**, /, true",
        "/*, /, true",
        "/ch?, /ch1, true",
        "/ch?, /ch, false",
        "/ch?, /ch12, false",
        "/a?b, /a/b, false",
        "/a.b, /axb, false",
        "/[a], /[a], true",
        "/[a], /a, false",
        "/**a*b/c, /xa/ab/c, true",
        "/**a*b, /a/ab, true",
        "/a*b*c, /aXbXbc, true",
        "/café/*, /caf%C3%A9/1, true",
        "/caf%c3%a9/*, /caf%C3%A9/1, true",
        "/a b, /a%20b, true",
        "/%61bc, /abc, true",
        "'/a|b', /a%7Cb, true",
        "/a%3Fb, /a%3Fb, true",
        "/a%3Fb, /axb, false"
    })
    void onCanonicalPaths(String pattern, String path, boolean holds) {
        assertThat(CanonicalPath.of(path)).contains(path);
        assertThat(PathPattern.parse(pattern).matches(path)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "vip",
                "vip/**",
                "http://a/**",
                "//**",
                "/a//b",
                "/../**",
                "/a/./b",
                "/%2e%2e/a",
                "/a;b",
                "/a#b",
                "/a\\b",
                "/a%2fb",
                "/a%252fb",
                "/a%2Ab",
                "/a%",
                "/a%c3",
                "/a%c3*",
                "/a\0",
                "/a\n"
            })
    void whatCouldNeverMatchIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(pattern));
    }

    @Test
    void asARegularExpressionWould() {
        Random random = new Random(1);
        int held = 0;
        for (int i = 0; i < 200_000; i++) {
            String glob = "/" + word(random, "aab/*?", 8).replace("//", "/");
            String path = "/" + word(random, "aab/", 10).replaceAll("/+", "/");
            if (!isValid(glob) || CanonicalPath.of(path).isEmpty()) {
                continue;
            }

            boolean holds = PathPattern.parse(glob).matches(path);

            String regex = glob.replace("**", "\0")
                    .replace("*", "[^/]*")
                    .replace("\0", ".*")
                    .replace("?", "[^/]");
            assertThat(holds).as("%s on %s", glob, path).isEqualTo(Pattern.matches(regex, path));
            held += holds ? 1 : 0;
        }
        assertThat(held).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/**a**a**a**b", "/*a*a*a*b", "/**a*b", "/**a*a*a*b/**a*b", "/**aaaaaaaa*b", "**a?a*b"})
    void noPathTakesLongerThanItIsLong(String glob) {
        PathPattern pattern = PathPattern.parse(glob);
        String flat = "/" + "a".repeat(500_000);
        String withEnd = flat + "/";
        String deep = "/a".repeat(250_000);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(pattern.matches(flat)).isFalse();
            assertThat(pattern.matches(withEnd)).isFalse();
            assertThat(pattern.matches(deep)).isFalse();
        });
    }

    private static boolean isValid(String glob) {
        try {
            PathPattern.parse(glob);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String word(Random random, String letters, int max) {
        StringBuilder word = new StringBuilder();
        random.ints(random.nextInt(max), 0, letters.length()).forEach(c -> word.append(letters.charAt(c)));
        return word.toString();
    }
}
