package tv.usher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** T31. */
class ViewersAreSentToWebAddressesOnlyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tv.example.com/promo/index.m3u8",
                "HTTPS://tv.example.com:8443/promo/?from=usher&x=%20#top",
                "http://[2001:db8::7]/promo",
                "http://192.0.2.1",
            })
    void whichStayAsTheyAre(String address) {
        assertThat(Location.find(address)).contains(new Location(address));
        assertThat(new Location(address).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/promo/index.m3u8",
                "//evil.example.com/promo",
                "promo",
                "http:",
                "http:///promo",
                "http://",
                "https:promo",
                "ftp://tv.example.com/",
                "rtmp://192.0.2.1/live/promo",
                "javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "http://user:password@tv.example.com/",
                "http://tv.example.com@evil.example.com/",
                "http://tv.example.com:99999/",
                "http://tv.example.com:x/",
                "http://tv.example.com/\r\nSet-Cookie: a=b",
                "http://tv.example.com/\n",
                "http://tv.example.com/\u0000",
                "http://tv.example.com/a b",
                " http://tv.example.com/",
                "http://tv.example.com/\"",
                "http://tv.example.com/<script>",
                "http://tv.example.com\\@evil.example.com/",
                "http://tv.example.com/\u00fc",
                "http://tv.ex\u0430mple.com/",
                "http://tv.example.com/%zz",
            })
    void andNowhereElse(String text) {
        assertThat(Location.find(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Location(text))
                .withMessageStartingWith("is not an absolute http or https address")
                .withMessageNotContaining("evil")
                .withMessageNotContaining("password");
    }

    @Test
    void asLongAsPlayersFollow() {
        String start = "http://tv.example.com/";
        String longest = start + "x".repeat(Location.MAX_LENGTH - start.length());

        assertThat(Location.find(longest)).isPresent();
        assertThat(Location.find(longest + "x")).isEmpty();
    }

    @Test
    void whoseQueryIsNotShown() {
        Location location = new Location("http://tv.example.com/promo?token=s3cr3t");

        assertThat(new Verdict.Deny(new Reason("denied", "status 403"))
                        .redirect(Optional.of(location))
                        .toString())
                .contains("http://tv.example.com/promo")
                .doesNotContain("s3cr3t");
    }
}
