package tv.usher.backend.stalker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;

/** T54: an address that ends in another script than the portal's is refused with the right one named. */
class BaseOrCompleteAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/stalker_portal/server/api/chk_tmp_archive_link.php",
                "/stalker_portal/server/api/chk_storage_token.php",
                "/stalker_portal/server/load.php",
                "/stalker_portal/portal.php",
                "/stalker_portal/server/api/",
                "/stalker_portal/c/",
                "/stalker_portal/c",
                "/c//",
                "/stalker_portal/c/index.html",
                "/STALKER_PORTAL/LOAD.PHP"
            })
    void anotherScriptIsRefusedWithTheRightOneNamed(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> made(URI.create("http://h" + path + "?key=hidden")))
                .withMessageContaining("/server/api/chk_flussonic_tmp_link.php")
                .withMessageNotContaining("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, /server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal/, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal/server/api/chk_flussonic_tmp_link.php, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal?key=S, /stalker_portal/server/api/chk_flussonic_tmp_link.php?key=S&",
        "https://h:8443/ministra, /ministra/server/api/chk_flussonic_tmp_link.php?",
        "http://h/public/media-server, /public/media-server/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal-5.6, /stalker_portal-5.6/server/api/chk_flussonic_tmp_link.php?",
        "http://h/mw.example.com/abc, /mw.example.com/abc/server/api/chk_flussonic_tmp_link.php?"
    })
    void bothLeadToTheEndpoint(URI address, String target) {
        AccessRequest request = AccessRequest.builder()
                .query("token=0123456789abcdef0123456789abcdef")
                .build();

        assertThat(made(address).toRequest(request).orElseThrow().target())
                .isEqualTo(target + "token=0123456789abcdef0123456789abcdef");
    }

    private static Backend made(URI address) {
        return new StalkerFactory()
                .create(new StalkerConfig(address, Duration.ofHours(1), Pattern.compile("[0-9a-f]{32}")));
    }
}
