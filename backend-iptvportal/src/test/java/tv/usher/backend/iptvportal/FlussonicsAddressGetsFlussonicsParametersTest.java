package tv.usher.backend.iptvportal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.AccessRequest;
import tv.usher.api.Backend;
import tv.usher.api.BackendRequest;
import tv.usher.api.Header;

/** What answers at /auth/flussonic/arescrypt/ is asked as a Flussonic asks. */
class FlussonicsAddressGetsFlussonicsParametersTest {

    private static final String PATH = "/auth/flussonic/arescrypt/?";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://tv.iptvportal.example/auth/flussonic/arescrypt/",
                "http://tv.iptvportal.example/auth/flussonic/arescrypt"
            })
    void allOfThem(URI address) {
        // Given
        AccessRequest request = AccessRequest.builder()
                .session("6a9f0c5e")
                .channel("sport1")
                .clientAddress("203.0.113.7")
                .path("/sport1/index.m3u8")
                .host("live.example.com")
                .userAgent("VLC/3.0.18 LibVLC")
                .referer("https://www.example.com/?a=1&b")
                .protocol("hls")
                .query("token=9c11%2B&x=1")
                .build();

        // When
        BackendRequest asked = backend(address).toRequest(request).orElseThrow();

        // Then
        assertThat(asked.target())
                .isEqualTo(
                        PATH + "name=sport1&proto=hls&ip=203.0.113.7&request_type=new_session&request_number=0"
                                + "&session_id=6a9f0c5e&stream_clients=1&total_clients=1&token=9c11%2B&qs=token%3D9c11%252B%26x%3D1"
                                + "&host=live.example.com&referer=https%3A%2F%2Fwww.example.com%2F%3Fa%3D1%26b&user_agent=VLC%2F3.0.18%20LibVLC");
        assertThat(asked.headers()).contains(new Header("X-Session-Id", "6a9f0c5e"));
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        AccessRequest request =
                AccessRequest.builder().path("/live/sport1/index.m3u8").build();

        assertThat(target(request))
                .isEqualTo(PATH + "name=live%2Fsport1&request_type=new_session&request_number=0"
                        + "&stream_clients=1&total_clients=1");
    }

    @Test
    void oneChannelHasOneName() {
        AccessRequest told = AccessRequest.builder().channel("\u00d0\u009a1").build(); // К1, one character per byte
        AccessRequest ofThePath =
                AccessRequest.builder().path("/%D0%9A1/index.m3u8").build();

        assertThat(target(told)).startsWith(PATH + "name=%D0%9A1&").isEqualTo(target(ofThePath));
    }

    @Test
    void noViewerCanSayOneOfThem() {
        AccessRequest request = AccessRequest.builder()
                .channel("sport1")
                .clientAddress("203.0.113.7")
                .query("ip=10.0.0.1&name=vip&token=1&token=2")
                .build();

        assertThat(target(request))
                .isEqualTo(PATH + "name=sport1&ip=203.0.113.7&request_type=new_session&request_number=0"
                        + "&stream_clients=1&total_clients=1&qs=ip%3D10.0.0.1%26name%3Dvip%26token%3D1%26token%3D2");
    }

    private static String target(AccessRequest request) {
        return backend(URI.create("http://tv.iptvportal.example/auth/flussonic/arescrypt/"))
                .toRequest(request)
                .orElseThrow()
                .target();
    }

    private static Backend backend(URI address) {
        return new IptvportalFactory().create(new IptvportalConfig(address, Duration.ofHours(1)));
    }
}
