package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Verdict;
import tv.usher.engine.util.Hash;
import tv.usher.engine.util.ReasonCode;

/** T37: a link without a start counts from now. Its maker's clock may be ahead by the skew, as that of a link with a start may be. */
class LinksWithoutAStartHoldForTheirTimeTest {

    private static final String KEY = "aabbccddeeff00112233445566778899";
    private static final String VIEWER = "203.0.113.7";
    private static final long NOW = 1_900_000_000;
    private static final long LONGEST = Duration.ofDays(1).toSeconds();

    @ParameterizedTest
    @CsvSource({
        "NGINX,  1, ",
        "NGINX,  0, ",
        "NGINX,  10, ",
        "NGINX,  11, LINK_TOO_LONG",
        "AKAMAI, 10, ",
        "AKAMAI, 11, LINK_TOO_LONG",
        "WOWZA,  10, ",
        "WOWZA,  11, LINK_TOO_LONG",
        "OME,    10, ",
        "OME,    11, LINK_TOO_LONG"
    })
    void itIsTooLongIfItLastsLongerThanTheLongestTimeAndTheSkew(LinkFormat format, long ahead, ReasonCode otherwise) {
        Verdict verdict = judge(format, NOW + LONGEST + ahead, Instant.ofEpochSecond(NOW));

        assertThat(reason(verdict)).isEqualTo(otherwise == null ? "allowed" : otherwise.code());
    }

    /** To nginx and Akamai a link holds up to and with the second of its end. */
    @ParameterizedTest
    @EnumSource(names = {"NGINX", "AKAMAI"})
    void itHoldsInItsLastSecond(LinkFormat format) {
        Verdict verdict = judge(format, NOW, Instant.ofEpochSecond(NOW).plusMillis(500));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Allow.class,
                        allow -> assertThat(allow.grant().lifetime()).isEqualTo(Duration.ofMillis(500)));
    }

    @ParameterizedTest
    @EnumSource(names = {"NGINX", "AKAMAI", "WOWZA", "OME"})
    void itIsOverAfterwards(LinkFormat format) {
        assertThat(reason(judge(format, NOW, Instant.ofEpochSecond(NOW + 1))))
                .isEqualTo(ReasonCode.LINK_EXPIRED.code());
    }

    private static String reason(Verdict verdict) {
        return verdict instanceof Verdict.Deny deny ? deny.reason().code() : TestingLinks.reason(verdict);
    }

    private static Verdict judge(LinkFormat format, long end, Instant now) {
        return TestingLinks.judge(TestingLinks.settings(format, KEY), now, viewer().query(link(format, end)));
    }

    private static String link(LinkFormat format, long end) {
        return switch (format) {
            case AKAMAI -> {
                String signed = "exp=" + end + "~acl=/*";
                byte[] mac = Hash.SHA256.hmac(HexFormat.of().parseHex(KEY), LinkText.bytes(signed));
                yield "hdnts=" + signed + "~hmac=" + HexFormat.of().formatHex(mac);
            }
            case WOWZA -> {
                String time = "wowzatokenendtime=" + end;
                String signed = "live/sport1?" + VIEWER + '&' + KEY + '&' + time;
                byte[] hash = Hash.SHA256.digest(LinkText.bytes(signed));
                yield time + "&wowzatokenhash=" + Base64.getUrlEncoder().encodeToString(hash);
            }
            default -> TestingLinks.settings(format, KEY).scheme().make(viewer().build(), NOW - 5, end, "");
        };
    }

    private static AccessRequest.Builder viewer() {
        return AccessRequest.builder()
                .origin("https://edge.example.com:3334")
                .path("/live/sport1/playlist.m3u8")
                .clientAddress(VIEWER);
    }
}
