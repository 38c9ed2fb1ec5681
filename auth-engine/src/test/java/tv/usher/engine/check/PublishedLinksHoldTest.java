package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Grant;
import tv.usher.api.Secret;
import tv.usher.api.Verdict;

/** The worked examples of the three products' manuals, and what was computed where a manual's own example is another product's. */
class PublishedLinksHoldTest {

    @ParameterizedTest
    @CsvSource({
        // Alta, both published examples
        "ALTA, /tv/travel-channel/index.m3u8, '', 192.168.88.98, 1669810000, 1669890000, secret, a5cd6c00,"
                + " e8bff06f373694dda657e8417fe76f6b54b69807",
        "ALTA, /test/index.m3u8, '', 192.168.88.98, 1657750015, 1657761115, SECRETKEY, a5cd6c00,"
                + " b2e21fa7a49a1decee5cd90ebd2c4c48bef2495d",
        // Astra: its page shows Alta's hash, so this one is computed of its formula
        "ASTRA, '', travel-channel, 192.168.88.98, 1669810000, 1669890000, secret, a5cd6c00,"
                + " 0151c4a5447da00dbd273e5470b69d4528f7c85d",
        "ASTRA, /play/travel-channel/index.m3u8, '', 192.168.88.98, 1669810000, 1669890000, secret, a5cd6c00,"
                + " 0151c4a5447da00dbd273e5470b69d4528f7c85d",
        "ASTRA, /play/travel-channel, '', 192.168.88.98, 1669810000, 1669890000, secret, a5cd6c00,"
                + " 0151c4a5447da00dbd273e5470b69d4528f7c85d",
        // Flussonic: published inputs, without the optional user
        "FLUSSONIC, '', ort, 59.123.8.204, 1450704931, 1450722931, mysecretkey, o4rH,"
                + " f72e083154336d074643cdff802b45e9de016a5a",
        "FLUSSONIC, /ort/index.m3u8, '', 59.123.8.204, 1450704931, 1450722931, mysecretkey, o4rH,"
                + " f72e083154336d074643cdff802b45e9de016a5a",
    })
    void theirHashIsOurs(
            LinkFormat format,
            String path,
            String channel,
            String address,
            long start,
            long end,
            String secret,
            String salt,
            String hash) {
        // Given
        AccessRequest.Builder request = AccessRequest.builder()
                .path(path)
                .channel(channel)
                .clientAddress(address)
                .query("token=" + hash + '-' + salt + '-' + end + '-' + start);

        // When
        Verdict verdict =
                TestingLinks.judge(TestingLinks.settings(format, secret), Instant.ofEpochSecond(start), request);

        // Then
        assertThat(verdict).isEqualTo(new Verdict.Allow(Grant.lasting(Duration.ofSeconds(end - start))));
    }

    @Test
    void aLinkForAnyAddressIsFlussonics() {
        // Given
        SignedLinkSettings anyAddress =
                TestingLinks.settings(LinkFormat.FLUSSONIC, false, Optional.empty(), "mysecretkey");
        SignedLink link =
                SignedLink.sign("ort", "no_check_ip", 1450704931, 1450722931, Secret.of("mysecretkey"), "o4rH");

        // When
        Verdict verdict = TestingLinks.judge(
                anyAddress,
                Instant.ofEpochSecond(1450704931),
                AccessRequest.builder()
                        .channel("ort")
                        .clientAddress("203.0.113.7")
                        .query("token=" + link.token()));

        // Then
        assertThat(verdict).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void aFolderWithinAFolderIsPartOfFlussonicsName() {
        AccessRequest request =
                AccessRequest.builder().path("/sport/hd/index.m3u8").build();

        assertThat(LinkFormat.FLUSSONIC.subject(request)).isEqualTo("sport/hd");
    }

    /** Their makers sign the name, which no path's escapes are part of. */
    @Test
    void whatAPathTellsIsTheNameAsACallerWouldTellIt() {
        AccessRequest.Builder request = AccessRequest.builder().path("/play/%D0%9A%201/index.m3u8");

        assertThat(LinkFormat.ASTRA.subject(request.build()))
                .isEqualTo("\u00d0\u009a 1") // К 1, one character per byte
                .isEqualTo(LinkFormat.ASTRA.subject(
                        request.channel("\u00d0\u009a 1").build()));
        assertThat(LinkFormat.FLUSSONIC.subject(request.channel("").build())).isEqualTo("play/\u00d0\u009a 1");
        assertThat(LinkFormat.ALTA.subject(request.build())).isEqualTo("/play/%D0%9A%201/index.m3u8");
    }

    @Test
    void whatWeSignWeAllow() {
        SignedLink link = SignedLink.sign(
                TestingLinks.PATH,
                TestingLinks.ADDRESS,
                TestingLinks.START,
                TestingLinks.END,
                Secret.of("secret"),
                TestingLinks.SALT);

        assertThat(link.token()).isEqualTo(TestingLinks.TOKEN);
    }
}
