package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.session.ServerConnection;

/** An id goes into the path or query of an API, and a viewer may have chosen it: what could mean something else there is never kept. */
class OnlySafeIdsAreKeptTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../streams/1",
                "a/b",
                "a?b",
                "a#b",
                "a%2fb",
                "a b",
                "a\nb",
                "a\u00e9",
                "*",
                "1&app=",
                "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
                        + "01234567890123456789012345678901234567890"
            })
    void ofNoKind(String id) {
        assertThat(SrsCutter.connection(id)).isEmpty();
        assertThat(FlussonicCutter.connection(id)).isEmpty();
        assertThat(MediamtxCutter.connection("rtmp", id)).isEmpty();
        assertThat(ZlmediakitCutter.connection("rtmp", id, "203.0.113.7")).isEmpty();
        assertThat(MistserverCutter.connection(id)).isEmpty();
        assertThat(NginxRtmpCutter.connection(false, id, "live", "sport1", "203.0.113.7"))
                .isEmpty();
        assertThat(NginxRtmpCutter.connection(false, "1", id, "sport1", "203.0.113.7"))
                .isEmpty();
        assertThat(NginxRtmpCutter.connection(false, "1", "live", id, "203.0.113.7"))
                .isEmpty();
        assertThat(AstraCutter.connection(id, "a001", "203.0.113.7")).isEmpty();
        assertThat(AstraCutter.connection("s77", id, "203.0.113.7")).isEmpty();
        assertThat(AstraCutter.connection("s77", "a001", id)).isEmpty();
    }

    @Test
    void whatCanBeCutIsKept() {
        assertThat(SrsCutter.connection("9308h583")).isEqualTo("9308h583");
        assertThat(MediamtxCutter.connection("srt", "5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d"))
                .isEqualTo("srt 5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d");
        assertThat(NginxRtmpCutter.connection(true, "3", "live", "sport1", "::ffff:203.0.113.7"))
                .isEqualTo("publisher 3 live/sport1 ::ffff:203.0.113.7");
        assertThat(NginxRtmpCutter.connection(true, "3", "live", "sport1", "unix:"))
                .isEqualTo("publisher 3 live/sport1");
        assertThat(ZlmediakitCutter.connection("rtmp", "12-34", "2001:db8::1")).isEqualTo("12-34 2001:db8::1");
        assertThat(AstraCutter.connection("s77", "a001", "2001:db8::1")).isEqualTo("s77 a001 2001:db8::1");
    }

    @Test
    void theLongestIsNotTooLong() {
        String longest = NginxRtmpCutter.connection(
                false, "9".repeat(19), "a".repeat(100), "b".repeat(100), "0000:".repeat(6) + "255.255.255.255");

        assertThat(longest).endsWith(".255");
        assertThat(new ServerConnection("192.0.2.10", longest).id()).isEqualTo(longest);
    }

    @Test
    void whatIsKnownToBeUselessIsNot() {
        assertThat(ZlmediakitCutter.connection("hls", "12-34", "203.0.113.7")).isEmpty();
        assertThat(ZlmediakitCutter.connection("rtc", "12-34", "203.0.113.7")).isEmpty();
        assertThat(ZlmediakitCutter.connection("srt", "12-34", "203.0.113.7")).isEmpty();
        assertThat(MediamtxCutter.connection("", "5f0c1a0e-3c51-4c27-9c9e-6c7f0a1b2c3d"))
                .isEmpty();
        assertThat(AstraCutter.connection("s77", "", "203.0.113.7")).as("Alta").isEmpty();
    }
}
