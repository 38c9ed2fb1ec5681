package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/** T61: SIGTERM and SIGINT end the process within {@code drain-timeout} and five seconds. */
class StopEndsWhateverHangsIT {

    private static final Duration DRAIN = Duration.ofSeconds(1);
    private static final Duration BOUND = DRAIN.plusSeconds(5);

    @TempDir
    private Path folder;

    @Test
    void aPluginThatSleeps() throws Exception {
        aPlugin("TERM", "/sleep", "usher-callers-");
    }

    @TakesLong
    @ParameterizedTest
    @CsvSource({
        "TERM, /spin, usher-callers-",
        "INT, /sleep, usher-callers-",
        "TERM, /late/sleep, usher-ask-own",
        "TERM, /late/spin, usher-ask-own"
    })
    void aPlugin(String signal, String path, String thread) throws Exception {
        UnpackedUsher usher = BlockingPlugin.installedIn(UnpackedUsher.built().copyTo(folder.resolve("usher")));
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, () -> Thread.sleep(100));
                UsherProcess daemon = usher.startHearing(signal, configuration("blocking", middleware.address(), ""));
                CallerConnection caller = CallerConnection.to(daemon.callers())) {
            assertThat(daemon.askAbout("/fine", "token=1").status()).isEqualTo(200);
            caller.send("/cesbo?token=2", "X-Real-Path: " + path);
            daemon.awaitLog("com.example.BlockingFactory"); // where a thread has been for a second

            // When
            int status = stopsInTime(daemon, signal);

            // Then
            assertThat(status).as(() -> daemon.log().toString()).isEqualTo(1);
            assertThat(daemon.log())
                    .filteredOn(line -> line.contains("ended by force, since this didn't end: "))
                    .singleElement()
                    .asString()
                    .contains("thread " + thread, "com.example.BlockingFactory");
            try (UsherProcess again = usher.start(configuration("blocking", middleware.address(), ""))) {
                again.awaitMetric("usher_sessions", 1); // what the file store had to write was written
            }
        }
    }

    @Test
    void aMiddlewareThatNeverAnswers() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, () -> Thread.sleep(Long.MAX_VALUE));
                UsherProcess daemon =
                        UnpackedUsher.built().startHearing("TERM", configuration("http", middleware.address(), ""));
                CallerConnection caller = CallerConnection.to(daemon.callers())) {
            caller.send("/cesbo?token=2", "X-Real-Path: /play/a001");
            await().until(() -> !middleware.asked().isEmpty());

            // Then
            assertThat(stopsInTime(daemon, "TERM")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRedisThatStandsStill(boolean beforeTheStart) throws Exception {
        try (RedisServer redis = RedisServer.start();
                TestingMiddleware middleware = TestingMiddleware.saying(200)) {
            if (beforeTheStart) {
                redis.signal("STOP");
            }
            String store = "sessions: {store: redis, redis: \"" + redis.address() + "\"}\n";
            try (UsherProcess daemon =
                    UnpackedUsher.built().startHearing("TERM", configuration("http", middleware.address(), store))) {
                if (!beforeTheStart) {
                    assertThat(daemon.askAbout("/play/a001", "token=1").status())
                            .isEqualTo(200);
                    redis.signal("STOP");
                }

                // Then
                stopsInTime(daemon, "TERM");
            }
        }
    }

    @Test
    void callersAndOperatorsThatSendHalfARequestOrReadNothing() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess daemon =
                        UnpackedUsher.built().startHearing("TERM", configuration("http", middleware.address(), ""));
                CallerConnection half = CallerConnection.to(daemon.callers());
                CallerConnection kept = CallerConnection.to(daemon.callers());
                CallerConnection operator = CallerConnection.to(daemon.management());
                Socket deaf = new Socket(InetAddress.getLoopbackAddress(), daemon.management())) {
            assertThat(kept.ask("/cesbo?token=1", "X-Real-Path: /play/a001").status())
                    .isEqualTo(200);
            half.sendBytes("GET /cesbo?to");
            operator.sendBytes("GET /metr");
            for (int i = 0; i < 300; i++) {
                deaf.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }

            // When
            long began = System.nanoTime();
            assertThat(daemon.stop()).as(() -> daemon.log().toString()).isZero();

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void standardOutputThatNobodyReads() throws Exception {
        List<String> through = List.of(
                RealPrograms.require("bash").toString(), "-c", "trap - TERM; exec \"$@\" > >(exec cat)", "bash");
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                UsherProcess daemon =
                        UnpackedUsher.built().start(through, configuration("http", middleware.address(), ""))) {
            ProcessHandle reader = ProcessHandle.of(daemon.pid())
                    .orElseThrow()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("cat"))
                    .findFirst()
                    .orElseThrow();
            try {
                signal(reader, "STOP");
                try (CallerConnection caller = CallerConnection.to(daemon.callers())) {
                    for (int viewer = 0; viewer < 2_000; viewer++) { // far more lines than a pipe holds
                        assertThat(caller.ask("/cesbo?token=t" + viewer, "X-Real-Path: /play/a001")
                                        .status())
                                .isEqualTo(200);
                    }
                }

                // Then
                stopsInTime(daemon, "TERM");
            } finally {
                reader.destroyForcibly();
            }
        }
    }

    private static int stopsInTime(UsherProcess daemon, String signal) throws IOException, InterruptedException {
        long began = System.nanoTime();
        int status = daemon.stop(signal);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(BOUND);
        return status;
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private Path configuration(String type, String address, String more) throws IOException {
        return ConfigText.write(folder, """
                on-unavailable: deny
                inbound: {threads: 2, drain-timeout: %ds}
                backends:
                  own: {type: %s, address: "%s", timeout: 30s, canary: off}
                access:
                  - ask: [own]
                """.formatted(DRAIN.toSeconds(), type, address) + more);
    }
}
