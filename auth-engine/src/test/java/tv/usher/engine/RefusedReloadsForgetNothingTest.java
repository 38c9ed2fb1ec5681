package tv.usher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.config.TestingConfigFile;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.exchange.TestingCertificates;
import tv.usher.engine.inbound.RawConnection;
import tv.usher.engine.management.api.TestingReloading;

/** A configuration that passes the check may be refused when it is put in force, as a file may be gone by then. */
class RefusedReloadsForgetNothingTest {

    @TempDir
    private Path folder;

    @Test
    void whoWasBannedForHisFailuresStaysBanned() throws Exception {
        // Given
        UsherConfig config = load("failures: {most: 1}", "");
        UsherConfig refused = refused();
        Engine engine = Engine.of(config, new TestingReloading());
        try {
            InetSocketAddress callers = engine.start().callers();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(callers, "wrong" + i)).isEqualTo(403);
            }

            // When
            assertThatThrownBy(() -> engine.reload(refused)).isInstanceOf(IllegalArgumentException.class);
            engine.reload(config).join();

            // Then
            assertThat(ask(callers, "right")).isEqualTo(403);
        } finally {
            engine.stop();
        }
    }

    /** It has other bans, and an authority of media servers that is removed after the check. */
    private UsherConfig refused() throws Exception {
        Path authority = new TestingCertificates(folder)
                .selfSigned("ca", "EC", "dns:srs.example.com")
                .certificate();
        UsherConfig config = load("failures: {most: 5}", """
                dialects: {srs: {api: "https://127.0.0.1:1985"}}
                cuts: {tls: {ca: "%s"}}
                """.formatted(authority));
        Files.delete(authority);
        return config;
    }

    private UsherConfig load(String failures, String more) throws Exception {
        return new TestingConfigFile(folder).load("""
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:0"}
                trusted-callers: [127.0.0.1]
                on-unavailable: deny
                backends: {list: {type: tokens, tokens: [{token: right, name: anna}], %s}}
                access: [{ask: [list]}]
                """.formatted(failures) + more);
    }

    private static int ask(InetSocketAddress callers, String token) throws Exception {
        try (RawConnection connection = RawConnection.to(callers)) {
            return connection
                    .send("GET /?token=" + token + " HTTP/1.1\r\nHost: u\r\nX-Real-Ip: 203.0.113.7\r\n\r\n")
                    .answer()
                    .status();
        }
    }
}
