package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** SIGHUP, as a rotation of logs sends it at any time, ends no Usher that isn't ready yet. */
class ReloadsWaitForTheStartIT {

    private static final String LISTENS = "callers listens on /\\S*:\\d+\n";
    private static final String LOADED_CLASSES = "USHER_OPTS=-Xlog:class+load";
    private static final String FIRST_LIBRARY = " picocli.CommandLine source: ";

    @TempDir
    private Path folder;

    @Test
    void ofAnUsherThatWaitsForTheFormerOne() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        UnpackedUsher unpacked = UnpackedUsher.built();
        try (TestingMiddleware middleware = TestingMiddleware.saying(200, answers::await)) {
            // Given
            Path configuration = ConfigText.write(
                    folder, ConfigText.asking(middleware.address()) + "inbound: {drain-timeout: 60s}\n");
            try (UsherProcess former = unpacked.start(configuration);
                    CallerConnection caller = CallerConnection.to(former.callers())) {
                caller.send("/?token=123");
                await("a question under way").until(() -> !middleware.asked().isEmpty());
                try (RunningProgram next = takeOver(unpacked, configuration)) {
                    next.awaitOutput("taking over from the Usher that runs\n");

                    // When
                    next.signal("HUP");
                    answers.countDown();

                    // Then
                    next.awaitOutput(
                            "(?s)callers listens on \\S*:" + former.callers() + "\n.*reloaded \\S+: 0 changes\n");
                    assertThat(caller.read().status()).isEqualTo(200);
                    assertThat(former.awaitExit()).isZero();
                }
            }
        }
    }

    @Test
    void ofAnUsherWhoseScriptLooksForJava() throws Exception {
        // Given: a script that is in the midst of it
        Path looking = folder.resolve("looking");
        Path found = folder.resolve("found");
        Path readlink = Files.createDirectory(folder.resolve("tools")).resolve("readlink");
        Files.writeString(
                readlink,
                "#!/bin/sh\n: >'" + looking + "'; until [ -e '" + found + "' ]; do sleep 0.1; done; exec "
                        + RealPrograms.require("readlink") + " \"$@\"\n");
        Files.setPosixFilePermissions(readlink, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (RunningProgram usher = run("PATH=" + readlink.getParent() + ":" + System.getenv("PATH"))) {
            await("a script that looks for Java").until(() -> Files.exists(looking));

            // When
            usher.signal("HUP");
            Files.createFile(found);

            // Then
            usher.awaitOutput(LISTENS);
        }
    }

    @Test
    void ofAnUsherThatHasJustBegunToLoadItsClasses() throws Exception {
        try (RunningProgram usher = run(LOADED_CLASSES)) {
            // Given
            usher.awaitOutput(FIRST_LIBRARY);

            // When
            usher.signal("HUP");

            // Then
            usher.awaitOutput(LISTENS);
        }
    }

    /** The JVM itself, until it runs Usher's code, is ended by one as any program is. Then the service's unit has it started again. */
    @Test
    void ofAnUsherAtAnyMomentUnlessTheJvmEndsAsIfKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 8; i++) {
            long millis = i * random.nextInt(100); // at once for the first
            try (RunningProgram usher = run(LOADED_CLASSES)) {
                // Given
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                boolean runsOurs = usher.output().contains(FIRST_LIBRARY);

                // When
                usher.signal("HUP");

                // Then
                await("its start or its end").until(() -> hasEnded(usher) || listens(usher));
                if (hasEnded(usher)) {
                    assertThat(usher.awaitExit()).isEqualTo(129);
                    assertThat(runsOurs)
                            .as("after %d ms, seed %d: %s", millis, seed, usher.output())
                            .isFalse();
                }
            }
        }
    }

    /**
     * @param variables for its environment, as {@code NAME=value}
     */
    private RunningProgram run(String... variables) throws IOException {
        List<String> env = new ArrayList<>(List.of(RealPrograms.require("env").toString(), "--default-signal=HUP"));
        env.addAll(List.of(variables));
        Path configuration = ConfigText.write(folder, ConfigText.asking("http://127.0.0.1:9/"));
        return RunningProgram.start(UnpackedUsher.built().through(env, "run", "-c", configuration.toString()));
    }

    private static boolean listens(RunningProgram usher) {
        return Pattern.compile(LISTENS).matcher(usher.output()).find();
    }

    private static boolean hasEnded(RunningProgram usher) {
        return ProcessHandle.of(usher.pid()).isEmpty();
    }

    private static RunningProgram takeOver(UnpackedUsher unpacked, Path configuration) throws Exception {
        return RunningProgram.start(unpacked.through(
                List.of(RealPrograms.require("env").toString(), "--default-signal=HUP"),
                "run",
                "--take-over",
                "-c",
                configuration.toString()));
    }
}
