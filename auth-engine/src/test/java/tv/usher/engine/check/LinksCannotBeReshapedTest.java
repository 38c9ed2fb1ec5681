package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.engine.check.TestingLinks.ADDRESS;
import static tv.usher.engine.check.TestingLinks.END;
import static tv.usher.engine.check.TestingLinks.HASH;
import static tv.usher.engine.check.TestingLinks.PATH;
import static tv.usher.engine.check.TestingLinks.SALT;
import static tv.usher.engine.check.TestingLinks.START;
import static tv.usher.engine.check.TestingLinks.TOKEN;
import static tv.usher.engine.check.TestingLinks.WITHIN;
import static tv.usher.engine.check.TestingLinks.viewer;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;

/**
 * T37. The formula has no separators, so the hash of a good link is also that of other splits of the same characters; and every part that
 * is signed has to be looked at.
 */
class LinksCannotBeReshapedTest {

    @Test
    void theEndCannotTakeTheStartsDigits() {
        // Given: start 1669810000 and end 1669890000 as start 1 and an end that never comes
        String reshaped = HASH + "-" + SALT + "-6698100001669890000-1";
        assertThat(hashOf(PATH, ADDRESS, "1", "6698100001669890000")).isEqualTo(HASH);

        assertDenied(alta(viewer(reshaped)), "10 digits");
    }

    @Test
    void theAddressCannotTakeTheStartsDigits() {
        // Given: a link of 10.0.0.1, shown by 10.0.0.11 whose start lacks the digit
        SignedLink link = SignedLink.sign(PATH, "10.0.0.1", START, END, Secret.of("secret"), SALT);
        SignedLink reshaped = new SignedLink(link.hash(), SALT, link.end(), "669810000");
        assertThat(hashOf(PATH, "10.0.0.11", reshaped.start(), reshaped.end())).isEqualTo(link.hash());

        assertDenied(alta(viewer(reshaped.token()).clientAddress("10.0.0.11")), "10 digits");
    }

    @Test
    void theEndCannotTakeTheSecretsDigits() {
        // Given: a secret that begins with a digit, and all stamps moved by one digit towards it
        SignedLink link = SignedLink.sign(PATH, "10.0.0.1", START, END, Secret.of("1".repeat(8)), "1".repeat(8));
        SignedLink reshaped = new SignedLink(link.hash(), "1".repeat(7), "6698900001", "6698100001");
        assertThat(SignedLink.sign(PATH, "10.0.0.11", 6698100001L, 6698900001L, Secret.of("1".repeat(8)), "1".repeat(7))
                        .hash())
                .isEqualTo(link.hash());

        Verdict verdict = TestingLinks.judge(
                TestingLinks.settings(LinkFormat.ALTA, "1".repeat(8)),
                WITHIN,
                viewer(reshaped.token()).clientAddress("10.0.0.11"));

        assertDenied(verdict, "begins only");
    }

    @Test
    void anUnknownAddressIsNotTheEmptyText() {
        SignedLink link = SignedLink.sign(PATH + ADDRESS, "", START, END, Secret.of("secret"), SALT);
        assertThat(link.hash()).isEqualTo(HASH);

        assertDenied(alta(viewer(TOKEN).clientAddress("").path(PATH + ADDRESS)), "doesn't tell the viewer's address");
    }

    @Test
    void anUnknownChannelIsNotTheEmptyText() {
        assertDenied(alta(viewer(TOKEN).path("")), "doesn't tell what the viewer wants to play");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tv/travel-channel/index.m3u",
                "/tv/travel-channel/index.m3u88",
                "/tv/other-channel/index.m3u8",
                "/TV/travel-channel/index.m3u8",
                "/tv/travel-channel/"
            })
    void aWrongChannelIsDenied(String path) {
        assertDenied(alta(viewer(TOKEN).path(path)), "not made with a known secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.88.99", "192.168.88.9", "2001:db8::1"})
    void aWrongAddressIsDenied(String address) {
        assertDenied(alta(viewer(TOKEN).clientAddress(address)), "not made with a known secret");
    }

    @Test
    void anUpperCaseHashIsDenied() {
        assertDenied(alta(viewer(TOKEN.toUpperCase(Locale.ROOT))), "not lower-case hexadecimal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-01669890000-1669810000",
                "-1669890000-01669810000",
                "-1669890000-0669810000",
                "-166989000-1669810000",
                "-1669890000-99999999999999999999999999"
            })
    void aTimeHasOneForm(String times) {
        assertDenied(alta(viewer(HASH + "-" + SALT + times)), "10 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a5cd%206c00", "a5cd+6c00", "%C3%A4", "a_b", "secret:"})
    void aSaltHasNoOtherCharacters(String salt) {
        assertDenied(alta(viewer(HASH + "-" + salt + "-" + END + "-" + START)), "the salt");
    }

    @Test
    void aSaltHasABound() {
        assertDenied(alta(viewer(HASH + "-" + "a".repeat(65) + "-" + END + "-" + START)), "the salt");
    }

    @Test
    void anotherSaltIsDenied() {
        assertDenied(alta(viewer(HASH + "-a5cd6c01-" + END + "-" + START)), "not made with a known secret");
    }

    @Test
    void aChangedTimeIsDenied() {
        assertDenied(alta(viewer(HASH + "-" + SALT + "-1669899999-" + START)), "not made with a known secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"&token=x", "&Token=x", "&tok%65n=x", "&token[]=x", ";token=x"})
    void aSecondTokenMakesTheLinkNobodys(String second) {
        // T14: two readers could take two different tokens for the viewer's
        assertThat(alta(viewer(TOKEN + second))).isInstanceOf(Verdict.Abstain.class);
    }

    private static Verdict alta(AccessRequest.Builder request) {
        return TestingLinks.alta(WITHIN, request);
    }

    private static String hashOf(String path, String address, String start, String end) {
        return SignedLink.sign(path, address, Long.parseLong(start), Long.parseLong(end), Secret.of("secret"), SALT)
                .hash();
    }

    private static void assertDenied(Verdict verdict, String why) {
        assertThat(verdict).isInstanceOf(Verdict.Deny.class);
        assertThat(TestingLinks.reason(verdict)).contains(why).doesNotContain(HASH, SALT);
    }
}
