package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;
import tv.usher.daemon.CallerConnection.Answer;

/** {@code src/bench/run}, and the programs that it compiles as floors. Nothing is timed here. */
class BenchStaysRunnableTest {

    private static final Path BENCH = Path.of("src/bench").toAbsolutePath();
    private static final Path FLOORS = BENCH.resolve("java/tv/usher/bench/floor");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private static final String[] QUESTION = {
        "X-Session-Id: 7f3a",
        "X-Real-Ip: 203.0.113.7",
        "X-Real-Path: /play/a001/index.m3u8",
        "X-Real-Origin: http://live.example.com",
        "X-Real-Ua: VLC/3.0.18 LibVLC/3.0.18"
    };

    @TempDir
    static Path classes;

    @BeforeAll
    static void compileFloors() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--release",
                "17",
                "-Xlint:all,-path",
                "-Werror",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                CLASS_PATH));
        try (Stream<Path> sources = Files.list(FLOORS)) {
            sources.map(Path::toString).forEach(arguments::add);
        }
        int failures = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(failures).isZero();
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        // Given
        Path shellcheck = RealPrograms.require("shellcheck");

        // When
        Ended checked = Ended.of(
                new ProcessBuilder(shellcheck.toString(), BENCH.resolve("run").toString()));

        // Then
        assertThat(checked).isEqualTo(new Ended(0, ""));
    }

    @Test
    void bareNettyAllows() throws Exception {
        try (RunningProgram floor = start("BareNetty")) {
            // When
            Answer answer = ask(floor);

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("X-UserId")).isEqualTo("77");
        }
    }

    @Test
    void nettyAndHttpClientPassTheQuestionOn() throws Exception {
        try (TestingMiddleware backend = TestingMiddleware.saying(200);
                RunningProgram floor = start("NettyAndHttpClient", backend.address())) {
            // When
            Answer answer = ask(floor);

            // Then
            assertThat(answer.status()).isEqualTo(200);
            assertThat(backend.asked())
                    .singleElement()
                    .asString()
                    .startsWith("GET /?token=123 ")
                    .contains(QUESTION);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 503})
    void nettyAndHttpClientDenyWhatTheBackendDoesNotAllow(int status) throws Exception {
        try (TestingMiddleware backend = TestingMiddleware.saying(status);
                RunningProgram floor = start("NettyAndHttpClient", backend.address())) {
            // When
            Answer answer = ask(floor);

            // Then
            assertThat(answer.status()).isEqualTo(403);
            assertThat(backend.asked()).hasSize(1);
        }
    }

    private static RunningProgram start(String floor, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                classes + ":" + CLASS_PATH,
                "tv.usher.bench.floor." + floor,
                "0"));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return RunningProgram.start(new ProcessBuilder(command));
    }

    private static Answer ask(RunningProgram floor) throws IOException {
        int port = Integer.parseInt(floor.awaitOutput("listens on .*:(\\d+)").group(1));
        try (CallerConnection caller = CallerConnection.to(port)) {
            return caller.ask("/?token=123", QUESTION);
        }
    }
}
