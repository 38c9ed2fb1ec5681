package tv.usher.backend.smarty;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;

class BaseOrCompleteAddressTest {

    @ParameterizedTest
    @CsvSource({
        "http://h, /tvmiddleware/api/streamservice/token/check/?",
        "http://h/, /tvmiddleware/api/streamservice/token/check/?",
        "http://h/tvmiddleware/api/streamservice/token/check/, /tvmiddleware/api/streamservice/token/check/?",
        "http://h/tvmiddleware/api/streamservice/token/check, /tvmiddleware/api/streamservice/token/check/?",
        "http://h/smarty?client=1, /smarty/tvmiddleware/api/streamservice/token/check/?client=1&"
    })
    void bothLeadToTheEndpoint(URI address, String target) {
        SmartyConfig config = new SmartyConfig(address, Duration.ofHours(1));
        AccessRequest request = AccessRequest.builder()
                .query("token=0123456789abcdef0123456789abcdef")
                .build();

        assertThat(new SmartyFactory()
                        .create(config)
                        .toRequest(request)
                        .orElseThrow()
                        .target())
                .isEqualTo(target + "token=0123456789abcdef0123456789abcdef");
    }
}
