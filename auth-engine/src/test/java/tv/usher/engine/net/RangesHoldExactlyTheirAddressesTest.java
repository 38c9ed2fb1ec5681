package tv.usher.engine.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesHoldExactlyTheirAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "192.168.0.0/16, 192.168.0.0, true",
        "192.168.0.0/16, 192.168.255.255, true",
        "192.168.0.0/16, 192.167.255.255, false",
        "192.168.0.0/16, 192.169.0.0, false",
        "192.168.0.0/16, ::ffff:192.168.1.1, true",
        "192.168.0.0/16, ::192.168.1.1, false",
        "::ffff:192.168.0.0/112, 192.168.1.1, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "10.1.2.2/31, 10.1.2.3, true",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "0.0.0.0/1, 127.255.255.255, true",
        "0.0.0.0/1, 128.0.0.0, false",
        "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "::/0, 1.2.3.4, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/64, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::/64, 2001:db8:0:1::, false",
        "2001:db8::/65, 2001:db8::7fff:ffff:ffff:ffff, true",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "::1, ::1, true",
        "::1/128, ::2, false"
    })
    void noneMoreAndNoneLess(String range, String address, boolean inside) {
        assertThat(Cidr.parse(range).contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/ 8",
                "10.0.0.0/8/8",
                "10.0.0.0/0008",
                "10.0.0.0/255.0.0.0",
                "::/129",
                "::ffff:0.0.0.0/95",
                "10.0.0.0/99999999999",
                "10/8",
                "0/0",
                "010.0.0.0/8",
                "localhost",
                "fe80::%eth0/10",
                "10.0.0.0-10.0.0.9",
                "10.0.0.*",
                "10.0.0.0/٨"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
    }

    @Test
    void bitsBeyondThePrefixAreAMistakeWithASuggestion() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse("192.168.1.7/16"))
                .withMessage("has bits set beyond its prefix, did you mean 192.168.0.0/16?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cidr.parse("fd00::1/8"))
                .withMessage("has bits set beyond its prefix, did you mean fd00::/8?");
    }
}
