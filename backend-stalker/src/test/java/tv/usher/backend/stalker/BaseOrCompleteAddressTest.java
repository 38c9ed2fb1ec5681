package tv.usher.backend.stalker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;

class BaseOrCompleteAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://h, /server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal/, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal/server/api/chk_flussonic_tmp_link.php, /stalker_portal/server/api/chk_flussonic_tmp_link.php?",
        "http://h/stalker_portal?key=S, /stalker_portal/server/api/chk_flussonic_tmp_link.php?key=S&",
        "https://h:8443/ministra, /ministra/server/api/chk_flussonic_tmp_link.php?"
    })
    void bothLeadToTheEndpoint(URI address, String target) {
        StalkerConfig config = new StalkerConfig(address, Duration.ofHours(1), Pattern.compile("[0-9a-f]{32}"));
        AccessRequest request = AccessRequest.builder()
                .query("token=0123456789abcdef0123456789abcdef")
                .build();

        assertThat(new StalkerFactory()
                        .create(config)
                        .toRequest(request)
                        .orElseThrow()
                        .target())
                .isEqualTo(target + "token=0123456789abcdef0123456789abcdef");
    }
}
