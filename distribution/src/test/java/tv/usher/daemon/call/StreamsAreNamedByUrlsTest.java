package tv.usher.daemon.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamsAreNamedByUrlsTest {

    @ParameterizedTest
    @CsvSource({
        "rtmp://h/live/sport1?token=1, live/sport1, rtmp",
        "rtsps://h:322/live/sport1, live/sport1, rtsp",
        "http://h/live/sport1/index.m3u8, live/sport1, hls",
        "http://h/live/sport1.m3u8, live/sport1, hls",
        "http://h/live/sport1.live.flv, live/sport1, hls",
        "http://h/live/sport.1/mpegts, live/sport.1, hls",
        "http://h/index.m3u8, index, hls",
        "http://h/live/a+b%20c, live/a+b c, hls",
        "https://h/live/sport1/whep, live/sport1, webrtc",
        "wss://h/live/sport1, live/sport1, webrtc"
    })
    void byTheirPath(String url, String stream, String protocol) {
        assertThat(ViewerUrl.parse(url).stream()).isEqualTo(stream);
        assertThat(ViewerUrl.parse(url).protocol()).isEqualTo(protocol);
    }

    @Test
    void theQueryIsKeptAsItIs() {
        assertThat(ViewerUrl.parse("http://h/live/a?token=%2F+&&x?y=z").target())
                .isEqualTo("/live/a?token=%2F+&&x?y=z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/live/sport1",
                "http://h",
                "http:///live",
                "http://user:pass@h/live",
                "http://h/live sport",
                "http://h/live\r\nX-Real-Ip: 10.0.0.1",
                "http://h/живой",
                "http://h/live#part"
            })
    void whatNoPlayerWouldSendIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ViewerUrl.parse(text))
                .withMessageStartingWith("must be a complete URL");
    }

    @Test
    void someCallersNeedAnApplication() {
        ViewerUrl url = ViewerUrl.parse("rtmp://h/sport1");

        assertThatIllegalArgumentException().isThrownBy(url::application).withMessageContaining("/live/sport1");
    }
}
