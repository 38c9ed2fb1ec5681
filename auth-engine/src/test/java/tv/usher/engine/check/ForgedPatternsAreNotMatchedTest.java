package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.engine.check.LinkFinding.Part;
import tv.usher.engine.util.Hash;

/**
 * Whoever has no secret can't have Usher work: the patterns of Akamai's tokens are matched only in tokens that were made with a secret, and
 * there are few of them.
 */
class ForgedPatternsAreNotMatchedTest {

    private static final String KEY = "aabbccddeeff00112233445566778899";
    private static final LinkScheme LINKS =
            TestingLinks.foreign(LinkFormat.AKAMAI, KEY, own -> own).scheme();

    @ParameterizedTest
    @ValueSource(strings = {"/vod/*", "/live/*", "*", ""})
    void aForgedTokenIsRefusedForItsHashWhateverItsPatterns(String acl) {
        JudgedLink link = judge("/live/sport1/index.m3u8", "exp=2000000000~acl=" + acl + "~hmac=00");

        assertThat(link.findings()).extracting(LinkFinding::part).doesNotContain(Part.FOR);
        assertThat(link.firstThatFails())
                .hasValueSatisfying(fails -> assertThat(fails.part()).isEqualTo(Part.HASH));
    }

    @Test
    void aForgedTokenOfExpensivePatternsCostsNoMatching() {
        // Given: each pattern would try each place of the path
        String acl = ("*" + "a".repeat(100) + "b!").repeat(9);
        String path = "/" + "a".repeat(7000);

        // When
        JudgedLink link = judge(path, "exp=2000000000~acl=" + acl + "~hmac=00");

        // Then
        assertThat(link.findings()).extracting(LinkFinding::part).doesNotContain(Part.FOR);
    }

    @Test
    void patternsOfAMadeTokenAreMatched() {
        assertThat(judge("/live/sport1/index.m3u8", made("/vod/*")).findings())
                .anyMatch(finding -> finding.part() == Part.FOR && !finding.holds())
                .anyMatch(finding -> finding.part() == Part.HASH && finding.holds())
                .extracting(LinkFinding::part)
                .isSorted();
    }

    @Test
    void aMadeTokenOfFiftyPatternsAnd1024CharactersHolds() {
        String fifty = "/vod/*!".repeat(49) + "/live/*";
        String longest = "/vod/" + "a".repeat(1024 - 5 - 8) + "!/live/*";

        assertThat(longest).hasSize(1024);
        assertThat(judge("/live/1.ts", made(fifty)).firstThatFails()).isEmpty();
        assertThat(judge("/live/1.ts", made(longest)).firstThatFails()).isEmpty();
    }

    @Test
    void aTokenOfMorePatternsIsMalformed() {
        String more = "/vod/*!".repeat(50) + "/live/*";
        String longer = "/vod/" + "a".repeat(1024 - 5 - 7) + "!/live/*";

        for (String acl : new String[] {more, longer}) {
            assertThat(judge("/live/1.ts", made(acl)).firstThatFails())
                    .hasValueSatisfying(fails -> assertThat(fails.part()).isEqualTo(Part.FORM));
        }
    }

    private static String made(String acl) {
        String signed = "exp=2000000000~acl=" + acl;
        byte[] mac = Hash.SHA256.hmac(HexFormat.of().parseHex(KEY), LinkText.bytes(signed));
        return signed + "~hmac=" + HexFormat.of().formatHex(mac);
    }

    private static JudgedLink judge(String path, String token) {
        AccessRequest viewer = AccessRequest.builder()
                .path(path)
                .clientAddress("203.0.113.7")
                .query("hdnts=" + token)
                .build();
        return LINKS.judge(viewer, Instant.ofEpochSecond(1_900_000_000)).orElseThrow();
    }
}
