package tv.usher.backend.smarty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;

/** T54: an address that ends in another script than the middleware's is refused with the right one named. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://h/tvmiddleware/api/login/",
                "http://h/tvmiddleware/api/streamservice/token/create/",
                "http://h/index.php"
            })
    void anotherScriptIsRefusedWithTheRightOneNamed(URI address) {
        SmartyConfig config = new SmartyConfig(address, Duration.ofHours(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmartyFactory().create(config))
                .withMessageContaining("/tvmiddleware/api/streamservice/token/check/");
    }
}
