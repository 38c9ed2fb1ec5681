package tv.usher.backend.iptvportal;

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
        "https://go.iptvportal.cloud, /auth/arescrypt/?",
        "https://go.iptvportal.cloud/, /auth/arescrypt/?",
        "https://go.iptvportal.cloud/auth/arescrypt/, /auth/arescrypt/?",
        "https://go.iptvportal.cloud/auth/arescrypt, /auth/arescrypt/?"
    })
    void bothLeadToTheEndpoint(URI address, String target) {
        IptvportalConfig config = new IptvportalConfig(address, Duration.ofHours(1));
        AccessRequest request = AccessRequest.builder()
                .query("token=0123456789abcdef0123456789abcdef")
                .build();

        assertThat(new IptvportalFactory()
                        .create(config)
                        .toRequest(request)
                        .orElseThrow()
                        .target())
                .isEqualTo(target + "token=0123456789abcdef0123456789abcdef");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://h/auth/login", "http://h/auth/nginx/", "http://h/portal/index.php"})
    void anotherScriptIsRefusedWithTheRightOneNamed(URI address) {
        IptvportalConfig config = new IptvportalConfig(address, Duration.ofHours(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IptvportalFactory().create(config))
                .withMessageContaining("/auth/arescrypt/");
    }
}
