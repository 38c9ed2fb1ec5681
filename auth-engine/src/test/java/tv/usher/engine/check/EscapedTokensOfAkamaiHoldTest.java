package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.check.TestingLinks.Own;

/** Akamai's tokens hold with the escapes that their maker signed, and with those that a player has added. All are made by Akamai's formula. */
class EscapedTokensOfAkamaiHoldTest {

    private static final String KEY = "aabbccddeeff00112233445566778899";
    private static final Instant NOW = Instant.ofEpochSecond(1_900_000_000);
    private static final String PATH = "/live/sport1/1.ts";
    private static final String ESCAPED = "exp=2000000000~acl=/live/sport1/*~data=user%407~hmac="
            + "4d2c1ecd3dadf97e6e56ea9d4425c0b1ad465a6e2ed5a0aabca1e03ec4ded975";
    private static final String PLAIN = "exp=2000000000~acl=/live/sport1/*~data=user@7~hmac="
            + "0acc3d27ee6dc470a4c9b40ed83b93be2e893c74d6abd00b6f0abb21549d8ef5";

    @ParameterizedTest
    @CsvSource({
        ESCAPED + ", 203.0.113.7",
        PLAIN + ", 203.0.113.7",
        "ip=2001%3adb8%3a%3a7~exp=2000000000~acl=/live/sport1/*~hmac="
                + "e73c2eb4726fd7c99e0a70cf9f4cc9ffb1a3384a080ad4b72a62a916ceb06517, 2001:db8::7",
        "exp=2000000000~acl=/live/sport1/*~data=a+b~hmac="
                + "99af46614a948c7bd1eb794021e16a3496e7fb84571eb51cb7d638d021c67d50, 203.0.113.7"
    })
    void asTheyCameAndEscapedAsAWhole(String token, String client) {
        assertThat(TestingLinks.reason(judge(Own::escaped, PATH, client, token)))
                .isEqualTo("allowed");
        assertThat(TestingLinks.reason(
                        judge(Own::escaped, PATH, client, URLEncoder.encode(token, StandardCharsets.UTF_8))))
                .isEqualTo("allowed");
    }

    @Test
    void alsoWhereUsherItselfEscapesNothing() {
        assertThat(TestingLinks.reason(judge(own -> own, PATH, "203.0.113.7", ESCAPED)))
                .isEqualTo("allowed");
    }

    @Test
    void aPatternOfOtherLettersHoldsHoweverAPlayerSendsIt() {
        String token = "exp=2000000000~acl=/live/%C3%A9t%C3%A9/*~hmac="
                + "bc8e4e4f9749fb68e4c72ffc9b96a7af43fc245deb44db5138132e79dae6c5fb";
        String bytes = token.replace("%C3%A9", "\u00C3\u00A9");

        for (String sent : new String[] {token, bytes}) {
            assertThat(TestingLinks.reason(judge(own -> own, "/live/%C3%A9t%C3%A9/1.ts", "203.0.113.7", sent)))
                    .isEqualTo("allowed");
        }
    }

    @Test
    void anAddressWithColonsHoldsInWhatUsherMakes() {
        LinkScheme links =
                TestingLinks.foreign(LinkFormat.AKAMAI, KEY, Own::escaped).scheme();
        AccessRequest.Builder viewer = AccessRequest.builder().path(PATH).clientAddress("2001:db8::7");

        String made = links.make(viewer.build(), NOW.getEpochSecond(), NOW.getEpochSecond() + 600, "");

        assertThat(made).contains("ip=2001%3adb8%3a%3a7~");
        assertThat(links.judge(viewer.query(made).build(), NOW))
                .hasValueSatisfying(link -> assertThat(link.firstThatFails()).isEmpty());
    }

    @Test
    void everyByteOfAPathOrAnAddressIsEscapedThatIsNoPlainOne() {
        LinkScheme links =
                TestingLinks.foreign(LinkFormat.AKAMAI, KEY, Own::escaped).scheme();
        for (char c = ' '; c <= 0xff; c += c == '~' ? 2 : 1) {
            AccessRequest viewer =
                    AccessRequest.builder().path(PATH).clientAddress("a" + c).build();
            boolean plain = String.valueOf(c).matches("[A-Za-z0-9._~-]");

            assertThat(links.make(viewer, 1_900_000_000, 1_900_000_600, ""))
                    .contains("ip=a" + (plain ? c : String.format("%%%02x", (int) c)) + "~st=");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp=2000000000~acl=/live/sport1/*~data=user@7~hmac=4d2c1ecd3dadf97e6e56ea9d4425c0b1ad465a6e2ed5a0aabca1e03ec4ded975",
                "exp=2000000000~acl=/live/sport1/*~data=user%25407~hmac=0acc3d27ee6dc470a4c9b40ed83b93be2e893c74d6abd00b6f0abb21549d8ef5",
                "exp=2000000000~acl=/live/sport1/*~data=user%2525407~hmac=4d2c1ecd3dadf97e6e56ea9d4425c0b1ad465a6e2ed5a0aabca1e03ec4ded975"
            })
    void whatWasNotSignedIsForged(String token) {
        assertThat(judge(Own::escaped, PATH, "203.0.113.7", token))
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        deny -> assertThat(deny.reason().code()).isEqualTo("link-forged"));
    }

    /** A ban and a limit of one token go by its decoded text. */
    @Test
    void aTokenHasTwoSpellingsAtMost() {
        assertThat(textsThatHold(PLAIN)).hasSize(1);
        assertThat(textsThatHold(ESCAPED)).hasSize(2);
    }

    private static Set<String> textsThatHold(String token) {
        String whole = URLEncoder.encode(token, StandardCharsets.UTF_8);
        return Stream.of(
                        token,
                        whole,
                        URLEncoder.encode(whole, StandardCharsets.UTF_8),
                        token.replace("%", "%25"),
                        token.replace("=", "%3D"),
                        token.replace("/", "%2f"),
                        token.replace("a", "%61"),
                        token.replace("%40", "@"),
                        token.replace("@", "%40"),
                        token.replace("user", "%75ser"),
                        token.replace("~hmac", "%7Ehmac"),
                        token.replace("~hmac=", "~hmac=%30"),
                        token.toUpperCase(Locale.ROOT))
                .filter(sent -> judge(Own::escaped, PATH, "203.0.113.7", sent) instanceof Verdict.Allow)
                .map(sent -> URLDecoder.decode(sent, StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    private static Verdict judge(UnaryOperator<Own> own, String path, String client, String token) {
        AccessRequest.Builder viewer =
                AccessRequest.builder().path(path).clientAddress(client).query("hdnts=" + token);
        return TestingLinks.judge(TestingLinks.foreign(LinkFormat.AKAMAI, KEY, own), NOW, viewer);
    }
}
