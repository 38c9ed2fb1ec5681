package tv.usher.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.api.AccessRequest;

class AddressIsAskedAsItIsTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:6000, token=123&a=%2F+b&a=&x, /?token=123&a=%2F+b&a=&x",
        "http://h/check, token=123, /check?token=123",
        "http://h/check/, token=123, /check/?token=123",
        "http://h/check, '', /check",
        "http://h/check?realm=tv, '', /check?realm=tv",
        "http://h/check?realm=tv, token=123, /check?realm=tv&token=123",
        "http://h/check?realm=tv, token=123&REALM=x&re%61lm[]=y&a;realm=z, /check?realm=tv&token=123"
    })
    void andTheViewersQueryIsJoined(URI address, String query, String target) {
        AccessRequest request = AccessRequest.builder().query(query).build();

        assertThat(HttpBackend.of(TestingHttp.byConvention(address))
                        .toRequest(request)
                        .orElseThrow()
                        .target())
                .isEqualTo(target);
    }
}
