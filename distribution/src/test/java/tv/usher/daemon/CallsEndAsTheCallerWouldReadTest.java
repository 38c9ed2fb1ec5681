package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.daemon.call.CallCommand;

class CallsEndAsTheCallerWouldReadTest {

    private static final String URL = "http://live.example.com/live/sport1/index.m3u8?token=53cr3t";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int call(String... arguments) {
        return new CommandLine(new CallCommand((file, call, command) -> List.of()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new FailureMessage())
                .execute(arguments);
    }

    private int callAt(TestingMiddleware usher, String... arguments) {
        List<String> all = new ArrayList<>(List.of("--usher", usher.address()));
        all.addAll(List.of(arguments));
        return call(all.toArray(String[]::new));
    }

    @Test
    void whatIsSentIsWhatACallerSendsAndWhatIsShownHasNoToken() throws IOException {
        try (TestingMiddleware usher = TestingMiddleware.allowing("X-UserId: 77", "Set-Cookie: usher=c00k1e")) {
            // When
            int status = callAt(usher, "--as", "nginx", "--client", "198.51.100.9", "--user-agent", "mpv 0.35", URL);

            // Then
            assertThat(status).isZero();
            assertThat(usher.asked()).containsExactly("""
                    GET /nginx HTTP/1.1
                    Host: usher
                    X-Original-URI: /live/sport1/index.m3u8?token=53cr3t
                    X-Real-IP: 198.51.100.9
                    X-Forwarded-Host: live.example.com
                    X-Forwarded-Proto: http
                    User-Agent: mpv 0.35""".replace("\n", "\r\n"));
            assertThat(out.toString())
                    .startsWith("> GET /nginx HTTP/1.1")
                    .contains("> X-Original-URI: /live/sport1/index.m3u8?token=***")
                    .contains("< 200")
                    .contains("< X-UserId: 77")
                    .doesNotContain("53cr3t", "c00k1e")
                    .endsWith(
                            "nginx: plays\nnginx: whom a backend lets in by this is a viewer now, whom limits count; 'usher kick' ends that\n");
        }
    }

    @Test
    void theTokenIsShownOnRequest() throws IOException {
        try (TestingMiddleware usher = TestingMiddleware.saying(403)) {
            int status = callAt(usher, "--as", "nginx", "--show-token", URL);

            assertThat(status).isEqualTo(1);
            assertThat(out.toString()).contains("token=53cr3t").endsWith("nginx: denied (403)\n");
        }
    }

    @Test
    void couldNotDecideIsNoDenial() throws IOException {
        try (TestingMiddleware usher = TestingMiddleware.saying(503)) {
            int status = callAt(usher, "--as", "envoy", URL);

            assertThat(status).isEqualTo(1);
            assertThat(out.toString()).contains("envoy: caller would use its own default: failure_mode_allow");
        }
    }

    @Test
    void nobodyReadsTheAnswerToAnEnd() throws IOException {
        try (TestingMiddleware usher = TestingMiddleware.saying(200)) {
            int status = callAt(usher, "--as", "srs", "--event", "close", "--session", "5", URL);

            assertThat(status).isZero();
            assertThat(out.toString()).contains("\"action\":\"on_stop\"", "srs: heard");
        }
    }

    @Test
    void aUsherThatIsDownIsWhatTheCallerMakesOfIt() throws IOException {
        int status = call("--as", "astra", "--usher", "127.0.0.1:" + LoopbackPorts.free(), URL);

        assertThat(status).isEqualTo(1);
        assertThat(out.toString()).contains("astra: Usher can't be reached").endsWith(": Astra lets everybody in\n");
    }

    @Test
    void aDialectsNameLeadsToItsCallers() {
        int status = call("--as", "cesbo", URL);

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines().findFirst())
                .hasValueSatisfying(line ->
                        assertThat(line).endsWith("cesbo is what alta and astra speak: --as alta or --as astra"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--as nobody " + URL,
                "--as nginx /live/sport1?token=53cr3t",
                "--as nginx --publish " + URL,
                "--as nginx --event close " + URL,
                "--as ome " + URL,
                "--as ome --secret-env USHER_NO_SUCH_VARIABLE " + URL,
                "--as srs http://live.example.com/sport1?token=53cr3t",
                "--as nginx --client nowhere " + URL,
                "--as nginx --usher nowhere " + URL,
                "--as nginx"
            })
    void wrongArgumentsAreToldWithoutTheToken(String arguments) throws IOException {
        int status = call((arguments.contains("--usher") ? arguments : "--usher 127.0.0.1:1 " + arguments).split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("53cr3t");
        assertThat(out.toString()).isEmpty();
    }
}
