package tv.usher.engine.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T07: one canonical address, or a refusal. */
class ViewersAddressIsTheLastOneThatNoProxyHasTest {

    private static final Dialects DIRECT = TestingDialects.speaking();
    private static final Dialects BEHIND =
            TestingDialects.with().proxies("10.0.0.0/8", "fd00::/8").dialects();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                                | 203.0.113.7",
                "203.0.113.7, 10.0.0.1                      | 203.0.113.7",
                "203.0.113.7, 10.0.0.1, 10.9.9.9            | 203.0.113.7",
                "203.0.113.7,10.0.0.1,fd00::1               | 203.0.113.7",
                "198.51.100.1, 203.0.113.7, 10.0.0.1        | 203.0.113.7",
                "10.0.0.66, 203.0.113.7, 10.0.0.1           | 203.0.113.7",
                "unknown, <script>, 203.0.113.7, 10.0.0.1   | 203.0.113.7",
                "'203.0.113.7\t, 10.0.0.1 '                 | 203.0.113.7",
                "10.0.0.1, 10.0.0.2                         | 10.0.0.1",
                "2001:DB8:0::7, 10.0.0.1                    | 2001:db8::7",
                "::ffff:203.0.113.7, ::ffff:10.0.0.1        | 203.0.113.7",
                "::ffff:cb00:7107, ::ffff:a00:1             | 203.0.113.7",
                "203.0.113.7:51234, 10.0.0.1:80             | 203.0.113.7",
                "[2001:db8::7]:51234, 10.0.0.1              | 2001:db8::7",
                "[2001:db8::7], [fd00::1]:443               | 2001:db8::7",
                "10.0.0.1.evil.example, 203.0.113.7         | 203.0.113.7"
            })
    void behindProxies(String list, String client) {
        assertThat(client(BEHIND, "/forward-auth", list)).isEqualTo(client);
        assertThat(client(BEHIND, "/envoy/live/1.m3u8", list)).isEqualTo(client);
        assertThat(client(BEHIND, "/nginx", list)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown, 10.0.0.1",
                "_hidden, 10.0.0.1",
                "203.0.113.7:, 10.0.0.1",
                "203.0.113.7:port, 10.0.0.1",
                "203.0.113.7:80:80, 10.0.0.1",
                "[203.0.113.7]:80, 10.0.0.1",
                "[2001:db8::7, 10.0.0.1",
                "[2001:db8::7]80, 10.0.0.1",
                "[fe80::1%eth0]:80, 10.0.0.1",
                "fe80::1%eth0, 10.0.0.1",
                "010.0.0.1, 10.0.0.1",
                "10.0.0.01",
                "203.0.113.256, 10.0.0.1",
                "203.0.113, 10.0.0.1",
                "0x0a000001, 10.0.0.1",
                "167772161, 10.0.0.1",
                "203.0.113.7 198.51.100.1, 10.0.0.1",
                "203.0.113.7, , 10.0.0.1",
                "203.0.113.7, 10.0.0.1,",
                ",10.0.0.1",
                "203.0.113.7;10.0.0.1",
                "::ffff:010.0.0.1, 10.0.0.1",
                "localhost, 10.0.0.1",
                "for=203.0.113.7, 10.0.0.1"
            })
    void whatIsNoAddressIsRefusedAndNotPassedOver(String list) {
        assertThatExceptionOfType(UnreadableCall.class)
                .isThrownBy(() -> client(BEHIND, "/forward-auth", list))
                .withMessageContaining("X-Forwarded-For")
                .withMessageNotContaining("203.0.113");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 10_000})
    void ofAnyNumberOfEntries(int entries) {
        // Given
        String viewersOwn = IntStream.range(0, entries)
                .mapToObj(i -> "198.51.100." + i % 256)
                .collect(Collectors.joining(", "));
        String proxies = IntStream.range(0, entries)
                .mapToObj(i -> "10.0." + i / 256 % 256 + "." + i % 256)
                .collect(Collectors.joining(","));

        // Then
        assertThat(client(BEHIND, "/forward-auth", viewersOwn + ", 203.0.113.7," + proxies))
                .isEqualTo("203.0.113.7");
        assertThat(client(DIRECT, "/forward-auth", viewersOwn + ", 203.0.113.7"))
                .isEqualTo("203.0.113.7");
    }

    @Test
    void severalHeadersAreOneList() {
        // Given
        TestingCall call = TestingCall.to("/forward-auth")
                .with("X-Forwarded-Uri", "/1.m3u8")
                .with("X-Forwarded-For", "198.51.100.1, 203.0.113.7")
                .with("X-Forwarded-For", "10.0.0.1")
                .with("x-forwarded-for", "10.0.0.2");

        // Then
        assertThat(BEHIND.at(call.target()).read(call).request().clientAddress())
                .isEqualTo("203.0.113.7");
        assertThat(DIRECT.at(call.target()).read(call).request().clientAddress())
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void withoutAnEntryTheAddressIsUnknown(String list) {
        assertThat(client(BEHIND, "/forward-auth", list)).isEmpty();
        assertThat(client(DIRECT, "/forward-auth", list)).isEmpty();
    }

    @Test
    void withoutTrustedProxiesTheLastEntryCountsWhoeverItIs() {
        assertThat(client(DIRECT, "/forward-auth", "203.0.113.7, 10.0.0.1")).isEqualTo("10.0.0.1");
    }

    @Test
    void nginxOwnWordCountsUnlessItIsAProxys() {
        assertThat(nginx("203.0.113.9", "203.0.113.7, 10.0.0.1")).isEqualTo("203.0.113.9");
        assertThat(nginx("10.0.0.1", "203.0.113.7, 10.0.0.1")).isEqualTo("203.0.113.7");
        assertThat(nginx("10.0.0.1", "")).isEqualTo("10.0.0.1");
    }

    private static String nginx(String realIp, String list) {
        TestingCall call = TestingCall.to("/nginx")
                .with("X-Original-URI", "/1.m3u8")
                .with("X-Real-IP", realIp)
                .with("X-Forwarded-For", list);
        return BEHIND.at(call.target()).read(call).request().clientAddress();
    }

    private static String client(Dialects dialects, String target, String list) {
        TestingCall call = TestingCall.to(target)
                .with("X-Original-URI", "/1.m3u8")
                .with("X-Forwarded-For", list.replace("\t", " "));
        TestingCall told = target.equals("/nginx") ? call : call.with("X-Forwarded-Uri", "/1.m3u8");
        return dialects.at(target).read(told).request().clientAddress();
    }
}
