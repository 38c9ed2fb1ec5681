package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
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
import tv.usher.engine.util.Hash;

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

    /** Of Akamai's first library for Python and of that for PHP (upper-case), and of makers who leave a {@code *} or a {@code !}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "st=1900000000~exp=2000000000~acl=%2flive%2fsport1%2f%2a~hmac="
                        + "9ca66a2c7630f3574fcd27797f8b4dc4788903aa285e6e6371b28faf4a9317bf",
                "st=1900000000~exp=2000000000~acl=%2Flive%2Fsport1%2F%2A~data=user%407~hmac="
                        + "e38d82fbce015f20ffb6520fc3ec6880d9f83a5f0e5584e22b2a022c2ae15d2b",
                "exp=2000000000~acl=%2fvod%2f%2a%21%2flive%2f%2a~hmac="
                        + "c9d8c5912128c77deb05256b9e4de276f3e6910f7d75dd25e704f34af3489b14",
                "exp=2000000000~acl=%2flive%2f*~hmac="
                        + "de18774fdaabe630f886f488729c06be03a11a48ca0843dba05be6af65226edf",
                "exp=2000000000~acl=%2fvod%2f%2a!%2flive%2f%2a~hmac="
                        + "be6b896d0157f877e04d3626fe30cf47bb9feb7ed99474659e595593c3ffa741",
                "exp=2000000000~acl=%2a%2f1.ts~hmac="
                        + "895f18de4996966822da2e01d380421707b89bade56362fd2231a3cf2f065237"
            })
    void patternsThatTheirMakerEscapedHoldForTheirPaths(String token) {
        for (String sent : List.of(token, URLEncoder.encode(token, StandardCharsets.UTF_8))) {
            assertThat(TestingLinks.reason(judge(Own::escaped, PATH, "203.0.113.7", sent)))
                    .isEqualTo("allowed");
            assertThat(TestingLinks.reason(judge(Own::escaped, "/news/2.ts", "203.0.113.7", sent)))
                    .endsWith("is for other paths (acl)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%2fmy+channel%2f%2a", "%2Fmy%20channel%2F%2A"})
    void anEscapedPatternMayHaveBlanks(String acl) {
        assertThat(TestingLinks.reason(
                        judge(Own::escaped, "/my%20channel/1.ts", "203.0.113.7", made("exp=2000000000~acl=" + acl))))
                .isEqualTo("allowed");
    }

    /** What one maker escapes is a wildcard; what another one leaves as it is, or escaped twice, never becomes one. */
    @ParameterizedTest
    @CsvSource({
        "/live/%2a",
        "/live/%2a/1.ts",
        "/live%2f%2a",
        "/live/%3f/1.ts",
        "*%21*",
        "*%2a",
        "%252flive%252f%252a",
        "%2flive%2f%252a",
        "%2flive%252f%2a",
        "%2flive%2f%252a%2f1.ts",
        "%2flive%2f..%2flive%2f%2a",
        "%2flive%2f%2e%2e%2f%2a",
        "%2f%2flive%2f%2a",
        "%5clive%2f%2a",
        "%00%2flive%2f%2a",
        "%2flive%2f%7bchannel%7d%2f%2a",
        "live%2f%2a"
    })
    void anEscapeOpensNothingThatItsMakerDidNotSign(String acl) {
        String token = made("exp=2000000000~acl=" + acl);

        for (String sent : List.of(token, URLEncoder.encode(token, StandardCharsets.UTF_8))) {
            assertThat(TestingLinks.reason(judge(Own::escaped, PATH, "203.0.113.7", sent)))
                    .endsWith("is for other paths (acl)");
        }
    }

    /** A signed escape is another text than what it stands for, and each has a hash of its own. */
    @ParameterizedTest
    @CsvSource({
        "%2flive%2fsport1%2f%2a, /live/sport1/*, link-forged",
        "%2flive%2fsport1%2f%2a, %2Flive%2Fsport1%2F%2A, link-forged",
        "%2flive%2fsport1%2f1.ts, %2flive%2fsport1%2f%2a, link-forged",
        "/live/sport1/%2a, /live/sport1/*, link-forged",
        // a player's own escape
        "/live/sport1/*, %2flive%2fsport1%2f%2a, allowed"
    })
    void thePatternsOfAHashAreThoseThatWereSigned(String signed, String shown, String expected) {
        String token = made("exp=2000000000~acl=" + signed).replace(signed, shown);

        assertThat(code(judge(Own::escaped, PATH, "203.0.113.7", token))).isEqualTo(expected);
    }

    @Test
    void escapesHideNoNumberOfPatterns() {
        String many = "%2fvod%2f%2a%21".repeat(50) + "%2flive%2f%2a";

        assertThat(code(judge(Own::escaped, PATH, "203.0.113.7", made("exp=2000000000~acl=" + many))))
                .isEqualTo("link-malformed");
    }

    @Test
    void escapedPatternsAreNoneWhereNobodyEscapes() {
        String token = made("exp=2000000000~acl=%2flive%2f%2a");

        assertThat(TestingLinks.reason(judge(own -> own, PATH, "203.0.113.7", token)))
                .endsWith("is for other paths (acl)");
    }

    /** For one path, by Akamai's library for Python (lower-case hexadecimal) and by that for PHP (upper-case). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp=2000000000~hmac=3b8e1a56140d46bf9a5096f76a437d71e10248812c1b70cb5aee5242a9fc014c",
                "exp=2000000000~hmac=3bfad2d82ba3456ff7d74d30486fd7723c2e4186de022419b5da4439fd6d5440"
            })
    void anEscapedPathHoldsInLettersOfEitherCase(String token) {
        assertThat(code(judge(Own::escaped, "/live/sport1/index.m3u8", "203.0.113.7", token)))
                .isEqualTo("allowed");
        assertThat(code(judge(Own::escaped, "/live/sport1/Index.m3u8", "203.0.113.7", token)))
                .isEqualTo("link-forged");
        assertThat(code(judge(own -> own, "/live/sport1/index.m3u8", "203.0.113.7", token)))
                .isEqualTo("link-forged");
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
        assertThat(textsThatHold(made("exp=2000000000~acl=%2flive%2f%2a~data=user%407")))
                .hasSize(2);
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

    private static String made(String signed) {
        byte[] mac = Hash.SHA256.hmac(HexFormat.of().parseHex(KEY), LinkText.bytes(signed));
        return signed + "~hmac=" + HexFormat.of().formatHex(mac);
    }

    private static String code(Verdict verdict) {
        return verdict instanceof Verdict.Deny deny ? deny.reason().code() : TestingLinks.reason(verdict);
    }

    private static Verdict judge(UnaryOperator<Own> own, String path, String client, String token) {
        AccessRequest.Builder viewer =
                AccessRequest.builder().path(path).clientAddress(client).query("hdnts=" + token);
        return TestingLinks.judge(TestingLinks.foreign(LinkFormat.AKAMAI, KEY, own), NOW, viewer);
    }
}
