package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has the ports is Usher if it answers as Usher does, whatever it says. Then nobody is told to end it. */
class UsherThatRefusesIsRunningTest {

    @TempDir
    private Path folder;

    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"401, unauthorized", "403, forbidden", "404, no-such-address", "500, internal-error", "503, busy"})
    void whateverTheReason(int status, String reason) throws Exception {
        answers(status, "{\"error\":\"Not now.\",\"reason\":\"%s\",\"message\":\"Not now.\"}".formatted(reason));

        ReloadPreview preview = ReloadPreview.of(file());

        assertThat(preview.running()).isTrue();
        assertThat(preview.lines()).containsExactly("what a reload would change isn't known: Not now.");
    }

    @Test
    void andWhatItWantsIsTheTokenThatTheFileHadWhenItStarted() throws Exception {
        Path file = Files.writeString(
                file(),
                "management: {listen: 127.0.0.1:%d, token: next-token-of-operators}\n"
                        .formatted(server.getAddress().getPort()));
        String error = "this is not the token of management.token";
        answers(
                401,
                "{\"error\":\"%s\",\"reason\":\"unauthorized\",\"message\":\"%s\",\"configuration\":\"%s\"}"
                        .formatted(error, error, file));

        assertThat(ReloadPreview.of(file).lines())
                .containsExactly(
                        "what a reload would change isn't known: the running daemon has another management.token"
                                + " than " + file + " has now: a restart takes over a changed one");
    }

    @Test
    void anotherProgramIsNot() throws Exception {
        answers(404, "<html>Not found</html>");

        assertThat(ReloadPreview.of(file()).running()).isFalse();
    }

    @Test
    void norIsOneThatAnswersInOtherJson() throws Exception {
        answers(404, "{\"error\":\"not found\"}");

        assertThat(ReloadPreview.of(file()).running()).isFalse();
    }

    private void answers(int status, String body) {
        server.createContext("/", call -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(status, bytes.length);
            call.getResponseBody().write(bytes);
            call.close();
        });
    }

    private Path file() throws Exception {
        return Files.writeString(
                folder.resolve("usher.yaml"),
                "management: {listen: 127.0.0.1:%d}\n"
                        .formatted(server.getAddress().getPort()));
    }
}
