package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T13: a host has one text, or it is no host. */
class OneCanonicalHostTest {

    @ParameterizedTest
    @CsvSource({
        "live.example.com, live.example.com",
        "LIVE.Example.COM, live.example.com",
        "live.example.com., live.example.com",
        "live.example.com:8080, live.example.com",
        "Live.Example.com.:8080, live.example.com",
        "live.example.com:, live.example.com",
        "XN--BCHER-KVA.example, xn--bcher-kva.example",
        "edge_1.local, edge_1.local",
        "10.0.0.1:80, 10.0.0.1",
        "[::1], ::1",
        "[0:0::1]:443, ::1",
        "[::ffff:10.0.0.1], 10.0.0.1"
    })
    void oneTextForAllSpellings(String spelled, String canonical) {
        assertThat(HostName.canonical(spelled)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".example.com",
                "a..b",
                "example.com..",
                "a@b",
                "user:pass@b",
                "a/b",
                "a?b",
                "a#b",
                "a b",
                " a",
                "a ",
                "a\tb",
                "a\nb",
                "a\0b",
                "a,b",
                "a%2eb",
                "*.example.com",
                "http://a",
                "a:80:80",
                "a:x",
                "a:-1",
                "a:999999",
                ":80",
                "::1",
                "[::1",
                "[::1]x",
                "[::1]:x",
                "[]",
                "[a]",
                "[10.0.0.1]",
                "[::1%eth0]",
                "[[::1]]",
                "。",
                "a／b",
                "bücher.example",
                "a＠b",
                "\u0141\uD800",
                "a。。b",
                "\u2024.b\u2025"
            })
    void whatIsNoHostIsNone(String text) {
        assertThat(HostName.canonical(text)).isEmpty();
    }

    @Test
    void nothingThatAHeaderCanHaveFails() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, 0x180).forEach(c -> text.append((char) c));

            HostName.canonical(text.toString())
                    .ifPresent(host -> assertThat(HostName.canonical(host.contains(":") ? "[" + host + "]" : host))
                            .contains(host));
        }
        assertThat(HostName.canonical("a.".repeat(500_000))).isEmpty();
        assertThat(HostName.canonical("ü".repeat(100_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "live.example.com, live.example.com, true",
        "LIVE.example.com., live.example.com, true",
        "live.example.com, x.live.example.com, false",
        "*.example.com, live.example.com, true",
        "*.example.com, a.b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, evilexample.com, false",
        "*.example.com, live.example.com.evil.net, false",
        "bücher.example, xn--bcher-kva.example, true",
        "*.BÜCHER.example, live.xn--bcher-kva.example, true",
        "[::1], ::1, true"
    })
    void patternsHoldForNamesAndForNamesBelow(String pattern, String host, boolean holds) {
        assertThat(HostPattern.parse(pattern).matches(host)).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "*.",
                "**.example.com",
                "a.*.com",
                "*example.com",
                "*.*.com",
                "example.com:80",
                "[::1]:80",
                "*.[::1]",
                "::1",
                "http://example.com",
                "example.com/",
                "user@example.com",
                ".example.com",
                "*..com"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPattern.parse(pattern));
    }
}
