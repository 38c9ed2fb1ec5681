package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.inbound.RawConnection;
import tv.usher.engine.management.api.TestingReloading;

/** Many viewers share one address, and many platforms have more than one kind of token. */
class ViewersOfOtherBackendsPassGuardsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"any-allows", "first-answer"})
    void behindAnAddressThatTriesLinks(String combining) throws Exception {
        // Given
        Engine engine = engine("""
                links: {type: signed-link, format: alta, parameter: ticket, secrets: [hunter2-in-the-file], failures: {most: 1}}
                """, "links", combining);
        try {
            InetSocketAddress callers = engine.start().callers();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(callers, "ch1", "ticket=" + "0".repeat(40) + "-salt" + i + "-1999999999-1000000000"))
                        .isEqualTo(403);
            }

            // When
            int right = ask(callers, "ch1", "token=right");

            // Then
            assertThat(right).isEqualTo(200);
        } finally {
            engine.stop();
        }
    }

    @Test
    void whoWatchOneChannelAfterAnother() throws Exception {
        // Given a middleware that nobody asks, since it has tokens of another shape
        Engine engine = engine("""
                ministra: {type: stalker, address: "http://127.0.0.1:9/", bind-token: true, failures: {most: 1}}
                """, "ministra", "first-answer");
        try {
            InetSocketAddress callers = engine.start().callers();

            for (int channel = 1; channel < 5; channel++) {
                // When
                int right = ask(callers, "ch" + channel, "token=right");

                // Then
                assertThat(right).isEqualTo(200);
            }
        } finally {
            engine.stop();
        }
    }

    private Engine engine(String guarded, String name, String combining) throws Exception {
        UsherConfig config = new TestingConfigFile(folder).load("""
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:0"}
                trusted-callers: [127.0.0.1]
                on-unavailable: deny
                access: [{ask: [%s, list], combining: %s}]
                backends:
                  list: {type: tokens, tokens: [{token: right, name: anna}]}
                  %s
                """.formatted(name, combining, guarded));
        return Engine.of(config, new TestingReloading());
    }

    private static int ask(InetSocketAddress callers, String channel, String query) throws Exception {
        try (RawConnection connection = RawConnection.to(callers)) {
            return connection
                    .send("GET /?" + query + " HTTP/1.1\r\nHost: u\r\nX-Real-Ip: 203.0.113.7\r\nX-Real-Path: /"
                            + channel + "/index.m3u8\r\n\r\n")
                    .answer()
                    .status();
        }
    }
}
