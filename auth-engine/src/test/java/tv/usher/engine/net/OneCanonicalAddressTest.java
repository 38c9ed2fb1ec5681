package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T07: a viewer's address has one text, or it is no address. */
class OneCanonicalAddressTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:cb00:7107, 203.0.113.7",
        "0:0:0:0:0:ffff:203.0.113.7, 203.0.113.7",
        "::1, ::1",
        "0:0:0:0:0:0:0:1, ::1",
        "::, ::",
        "2001:DB8::0:1, 2001:db8::1",
        "2001:0db8:0000:0000:0001:0000:0000:0001, 2001:db8::1:0:0:1",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::1.2.3.4, ::102:304",
        "64:ff9b::1.2.3.4, 64:ff9b::102:304",
        "::ffff:0:1.2.3.4, ::ffff:0:102:304",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
    })
    void oneTextForAllSpellings(String spelled, String canonical) throws Exception {
        IpAddress address = IpAddress.parse(spelled).orElseThrow();

        assertThat(address).hasToString(canonical);
        assertThat(IpAddress.parse(canonical)).contains(address);
        assertThat(IpAddress.of(InetAddress.getByName(canonical))).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "localhost",
                "_hidden",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "256.1.1.1",
                "1.2.3.256",
                "99999999999.1.1.1",
                "010.0.0.1",
                "10.0.0.01",
                "0x7f.0.0.1",
                "2130706433",
                "127.1",
                "+1.2.3.4",
                "-1.2.3.4",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4\n",
                "1.2.3.4:80",
                "1.2.3.4/32",
                "١.٢.٣.٤",
                "[::1]",
                "[::1]:80",
                "::1%eth0",
                "fe80::1%25eth0",
                "::1%",
                ":",
                ":::",
                "1:::2",
                "1::2::3",
                ":1::2",
                "1:2",
                "::g",
                "00001::",
                "12345::",
                "1:2:3:4:5:6:7:",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "::1 ",
                " ::1",
                "::1\0",
                "::１",
                "::ffff:010.0.0.1",
                "::ffff:1.2.3",
                "::ffff:1.2.3.256",
                "::ffff:1.2.3.4.5",
                "::ffff:1.2.3.4:5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "::ffff:+1.2.3.4",
                "::ffff:1.2.3.4%eth0"
            })
    void whatIsNoPlainAddressIsNone(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
    }

    @Test
    void aLongTextIsRefusedAtOnce() {
        assertThat(IpAddress.parse("1".repeat(1_000_000))).isEmpty();
        assertThat(IpAddress.parse("1:".repeat(500_000))).isEmpty();
        assertThat(IpAddress.parse(":".repeat(1_000_000))).isEmpty();
    }
}
