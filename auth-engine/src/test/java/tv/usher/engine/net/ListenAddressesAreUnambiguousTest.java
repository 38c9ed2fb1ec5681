package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressesAreUnambiguousTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:1064, 127.0.0.1, 1064",
        "0.0.0.0:0, 0.0.0.0, 0",
        "[::]:65535, ::, 65535",
        "[::1]:1064, ::1, 1064",
        "[fe80::1%eth0]:1064, fe80::1%eth0, 1064",
        "localhost:80, localhost, 80"
    })
    void hostAndPort(String text, String host, int port) {
        HostPort parsed = HostPort.parse(text);

        assertThat(parsed).isEqualTo(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "1064",
                ":1064",
                "127.0.0.1",
                "127.0.0.1:",
                "127.0.0.1:65536",
                "127.0.0.1:-1",
                "127.0.0.1:+1",
                "127.0.0.1:0x50",
                "127.0.0.1:http",
                "127.0.0.1:1064 ",
                " 127.0.0.1:1064",
                "127.0.0.1:1:2",
                "::1",
                "[::1]",
                "[::1:1064",
                "::1]:1064",
                "[]:1064",
                "[localhost]:1064",
                "[127.0.0.1]:1064",
                "http://127.0.0.1:1064",
                "*:1064",
                "a b:1064",
                "a/b:1064",
                "u@a:1064",
                "[::1%]:1064",
                "[::1%a b]:1064",
                "127.0.0.1:١٢"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1:1064", "fd00::1:80"})
    void anAddressThatMayOrMayNotHaveAPortIsToldHowToWrite(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessage("an IPv6 address needs brackets, as in [::1]:1064");
    }
}
