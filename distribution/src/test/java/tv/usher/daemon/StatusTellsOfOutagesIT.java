package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.LoopbackPorts;

/** What an operator sees first: from the packaged daemon, while a middleware dies. */
class StatusTellsOfOutagesIT {

    private static final UnpackedUsher USHER = UnpackedUsher.built();

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;

    @BeforeEach
    void middleware() throws IOException {
        middleware = TestingMiddleware.allowing("X-UserId: anna", "X-AuthDuration: 600");
    }

    @AfterEach
    void close() {
        middleware.close();
    }

    @Test
    void aMiddlewareThatDiesIsSeenWithWhatToDo() throws Exception {
        Path file = configuration(middleware.address());
        try (UsherProcess daemon = USHER.start(file)) {
            // Given
            assertThat(play(daemon, "T1")).isEqualTo(200);
            await().untilAsserted(() -> assertThat(status(file)).contains("good, good "));

            // Then
            assertThat(status(file))
                    .contains(file.toString(), "viewers      1 of ", "own      http  up ", "nothing is wrong", " ms");

            // When
            middleware.close();
            play(daemon, "T2");

            // Then
            await().untilAsserted(() -> assertThat(status(file))
                    .contains("own      http  OUT for ", "! backend 'own' is out since ", "on-unavailable: allow")
                    .contains("the middleware is down or can't be reached"));
            assertThat(play(daemon, "T3")).isEqualTo(200);
            assertThat(status(file)).containsPattern("unverified [12] of 5");
            UnpackedUsher.Finished unverified = USHER.run("unverified", "-c", file.toString());
            assertThat(unverified.out()).contains("unverified  own ", " 203.0.113.7 ");
            assertThat(unverified.err()).containsPattern("watching unverified: [12] of 5");
            UnpackedUsher.Finished misspelt = USHER.run("unverified", "-c", file.toString(), "--backend", "onw");
            assertThat(misspelt.status()).isEqualTo(2);
            assertThat(misspelt.err()).contains("'onw'; there are: own").hasLineCount(1);
        }
        UnpackedUsher.Finished gone = USHER.run("status", "-c", file.toString());
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).contains(file.toString(), "is it running?").hasLineCount(1);
    }

    private static String status(Path file) throws Exception {
        UnpackedUsher.Finished status = USHER.run("status", "-c", file.toString());
        assertThat(status.status()).as(status.err()).isZero();
        return status.out();
    }

    private static int play(UsherProcess daemon, String token) throws IOException {
        return daemon.ask(
                        "/nginx",
                        "X-Original-URI: /live/" + token + "/index.m3u8?token=" + token,
                        "X-Real-IP: 203.0.113.7")
                .status();
    }

    private Path configuration(String address) throws IOException {
        return Files.writeString(folder.resolve("usher.yaml"), """
                listen: 127.0.0.1:0
                management: {listen: "127.0.0.1:%d"}
                on-unavailable: allow
                unverified: {viewers: 5, address-share: 100}
                backends:
                  own: {type: http, address: "%s", canary: 1s, connect-timeout: 30s, timeout: 30s}
                access:
                  - {name: everyone, ask: [own]}
                """.formatted(LoopbackPorts.free(), address));
    }
}
