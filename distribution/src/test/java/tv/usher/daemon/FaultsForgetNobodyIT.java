package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/**
 * Kills, folders that somebody removes, and disks that fill up, in a row: nobody is forgotten who was known for more than two seconds. The
 * tokens are good for one time, so whoever is forgotten is refused.
 */
class FaultsForgetNobodyIT {

    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);
    private static final int NEWCOMERS = 60;

    @TempDir
    private Path folder;

    private OneTimeMiddleware middleware;
    private Path configuration;
    private final List<Integer> known = new ArrayList<>();
    private int viewers;

    /** What happens to the daemon, one after the other. */
    private enum Fault {
        KILL,
        FOLDER_REMOVED,
        DISK_FULL,
        FILE_REMOVED
    }

    @BeforeEach
    void startMiddleware() throws IOException {
        middleware = OneTimeMiddleware.start();
        configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
    }

    @AfterEach
    void stopMiddleware() {
        middleware.close();
    }

    @Test
    void oneOfEachInARow() throws Exception {
        inARow(Fault.values().length);
    }

    @Test
    @TakesLong
    void aHundredInARow() throws Exception {
        inARow(100);
    }

    private void inARow(int faults) throws Exception {
        for (int round = 0; round < faults; round++) {
            try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
                assertEverybodyIsKnown(usher, "after fault " + round);
                letIn(usher);
                happens(Fault.values()[round % Fault.values().length], usher);
                assertEverybodyIsKnown(usher, "in fault " + round);
                letIn(usher);
                await().pollDelay(KNOWN_FOR).until(() -> true); // that is the statement
                int longEnough = known.size();
                letIn(usher);
                usher.kill();
                known.subList(longEnough, known.size()).clear();
            }
        }
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            assertEverybodyIsKnown(usher, "at the end");
        }
    }

    private void happens(Fault fault, UsherProcess usher) throws Exception {
        switch (fault) {
            case KILL -> {}
            case FOLDER_REMOVED -> remove(data());
            case FILE_REMOVED -> Files.delete(data().resolve("sessions.mv.db"));
            case DISK_FULL -> {
                filesMayGrow(usher, Long.toString(Files.size(data().resolve("sessions.mv.db")) / 2));
                letIn(usher);
                usher.awaitMetric("usher_store_up", 0);
                assertThat(usher.page("/readyz").body()).contains("sessions: can't ");
                letIn(usher);
                filesMayGrow(usher, "unlimited");
            }
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private static void filesMayGrow(UsherProcess usher, String bytes) throws Exception {
        String prlimit = RealPrograms.require("prlimit").toString();
        assertThat(Ended.of(new ProcessBuilder(
                                prlimit, "--pid", Long.toString(usher.pid()), "--fsize=" + bytes + ":unlimited"))
                        .exit())
                .isZero();
    }

    /** Renamed first, since the daemon may write into it meanwhile. */
    private void remove(Path removed) throws IOException {
        Path gone = Files.move(removed, folder.resolve("gone"));
        try (Stream<Path> files = Files.walk(gone)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void letIn(UsherProcess usher) throws IOException {
        try (NginxQuestions caller = NginxQuestions.to(usher)) {
            assertThat(caller.ask(viewers, viewers + NEWCOMERS, FaultsForgetNobodyIT::question))
                    .isEqualTo(NEWCOMERS);
        }
        IntStream.range(viewers, viewers + NEWCOMERS).forEach(known::add);
        viewers += NEWCOMERS;
    }

    private void assertEverybodyIsKnown(UsherProcess usher, String when) throws IOException {
        int asked = middleware.questions();
        try (NginxQuestions caller = NginxQuestions.to(usher)) {
            assertThat(caller.ask(0, known.size(), number -> question(known.get(number))))
                    .as(when)
                    .isEqualTo(known.size());
        }
        assertThat(middleware.questions()).as("questions " + when).isEqualTo(asked);
    }

    private static NginxQuestions.Question question(int viewer) {
        return new NginxQuestions.Question(
                "/live/ch" + viewer % 50 + "/index.m3u8?token=" + name(viewer) + "-1",
                "10.0." + viewer / 250 + '.' + viewer % 250,
                "VLC");
    }

    /** Letters alone. */
    private static String name(int viewer) {
        return Integer.toString(viewer)
                .chars()
                .map(digit -> 'a' + digit - '0')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
