package tv.usher.engine.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.AccessRequest;
import tv.usher.engine.session.OtherAgents;
import tv.usher.engine.session.Session;

/** A player that changes its user agent between a playlist and a segment is another viewer, which nobody would guess. */
class OtherAgentsAreToldTest {

    private final TestingPlatform platform = new TestingPlatform();

    @BeforeEach
    void plays() {
        platform.ask(TestingPlatform.request("/live/ch1/index.m3u8", "token=T"));
    }

    @Test
    void aDryRunSaysWhyNobodyIsKnown() {
        assertThat(memory(segment("/live/ch1/v1/seg.ts", "Kodi"))).isEqualTo(MemoryState.OTHER_AGENT);
        assertThat(memory(segment("/live/ch1/v1/seg.ts", "Kodi").clientAddress("203.0.113.8")))
                .isEqualTo(MemoryState.UNNAMED);
        assertThat(memory(segment("/live/ch2/seg.ts", "Kodi"))).isEqualTo(MemoryState.UNNAMED);
        assertThat(memory(segment("/live/ch1/v1/seg.ts", "VLC"))).isEqualTo(MemoryState.KNOWN);
    }

    @Test
    void whatIsPlayedIsComparedByAddressFolderAndAgent() {
        OtherAgents there = platform.sessions().live().otherAgents(List.of("203.0.113.7", "", "203.0.113.9"));

        assertThat(there.play(playback("203.0.113.7", "Kodi", "/live/ch1/v1/seg.ts")))
                .isTrue();
        assertThat(there.play(playback("203.0.113.7", "VLC", "/live/ch1/v1/seg.ts")))
                .isFalse();
        assertThat(there.play(playback("203.0.113.7", "Kodi", "/live/ch10/seg.ts")))
                .isFalse();
        assertThat(there.play(playback("203.0.113.9", "Kodi", "/live/ch1/seg.ts")))
                .isFalse();
        assertThat(there.play(playback("", "Kodi", "/live/ch1/seg.ts"))).isFalse();
    }

    private MemoryState memory(AccessRequest.Builder request) {
        return ((RuleDecider) platform.rules(List.of(TestingPlatform.asks("everyone", "portal")), platform.portal))
                .trace(TestingRequests.of(request.build()))
                .plan()
                .memoryState();
    }

    private static AccessRequest.Builder segment(String path, String agent) {
        return TestingPlatform.request(path, "").userAgent(agent);
    }

    private static Session.Playback playback(String client, String agent, String channel) {
        return new Session.Playback(client, agent.hashCode(), channel);
    }
}
