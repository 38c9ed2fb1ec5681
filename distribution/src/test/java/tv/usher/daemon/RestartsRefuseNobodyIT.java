package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import tv.usher.api.testing.RealPrograms;
import tv.usher.api.testing.TakesLong;

/**
 * Viewers ask all the time, on connections of their own and on kept ones, while one Usher follows another. Nobody is refused or reset, and
 * nobody is asked about twice.
 */
@Isolated
class RestartsRefuseNobodyIT {

    /** All viewers together ask two thousand times a second. */
    private static final long PAUSE_NANOS = 10_000_000;

    private static final int VIEWERS = 20;

    /** As systemd does: listens once, then starts Usher again and again with the sockets as files 3 and 4. */
    private static final String SUPERVISOR = """
            use strict; use Socket; use Fcntl; use POSIX ();
            my ($log, $pids, @command) = @ARGV;
            $^F = 20;
            my @ports;
            for my $file (3, 4) {
                socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
                bind($s, sockaddr_in(0, INADDR_LOOPBACK)) or die;
                listen($s, 4096) or die;
                fcntl($s, F_SETFL, fcntl($s, F_GETFL, 0) | O_NONBLOCK) or die;
                push @ports, (sockaddr_in(getsockname($s)))[0];
                POSIX::dup2(fileno($s), $file + 10) or die;
            }
            $| = 1;
            print "listening on $ports[0] and $ports[1]\\n";
            while (1) {
                my $pid = fork();
                if ($pid == 0) {
                    POSIX::dup2($_ + 10, $_) for (3, 4);
                    POSIX::close($_) for (5 .. 20);
                    $ENV{LISTEN_FDS} = 2;
                    $ENV{LISTEN_PID} = $$;
                    $ENV{LISTEN_FDNAMES} = 'callers:management';
                    open(STDOUT, '>>', $log); open(STDERR, '>>', $log);
                    exec(@command) or die;
                }
                open(my $out, '>>', $pids); print $out "$pid\\n"; close($out);
                waitpid($pid, 0);
                exit 1 if $? >> 8;
            }
            """;

    @TempDir
    private Path folder;

    private TestingMiddleware middleware;
    private Path configuration;
    private int callers;

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger answers = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> viewers = new ArrayList<>();

    @BeforeEach
    void startMiddleware() throws IOException {
        middleware = TestingMiddleware.saying(200);
    }

    @AfterEach
    void stopEverything() throws InterruptedException {
        over.set(true);
        for (Thread viewer : viewers) {
            viewer.join();
        }
        middleware.close();
    }

    @Test
    void ofAnUsherThatTakesOver() throws Exception {
        takeOver(4);
    }

    @Test
    @TakesLong
    void ofAHundredUshersThatTakeOver() throws Exception {
        takeOver(100);
    }

    private void takeOver(int times) throws Exception {
        // Given
        configuration = ConfigText.write(folder, asking());
        List<RunningProgram> ushers = new ArrayList<>();
        UnpackedUsher unpacked = UnpackedUsher.built();
        try (UsherProcess first = unpacked.start(configuration)) {
            callers = first.callers();
            ask();

            // When
            for (int i = 0; i < times; i++) {
                int before = answers.get();
                RunningProgram next = unpacked.startRunning("run", "--take-over", "-c", configuration.toString());
                ushers.add(next);
                next.awaitOutput("callers listens on \\S*:" + callers + "\n");
                await("answers of the next one").until(() -> answers.get() > before + 5 * VIEWERS);
            }
            assertThat(first.awaitExit()).isZero();
            finish();
        } finally {
            ushers.forEach(RunningProgram::close);
        }

        // Then
        assertNobodyNoticed();
    }

    @Test
    void ofAnUsherThatCannotTakeOver() throws Exception {
        // Given
        configuration = ConfigText.write(folder, asking());
        try (UsherProcess first = UnpackedUsher.built().start(configuration);
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            callers = first.callers();
            ask();
            String there = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(configuration, "listen: 127.0.0.1:0\nmanagement: {listen: " + there + "}\n" + asking());

            // When
            UnpackedUsher.Finished next =
                    UnpackedUsher.built().run("run", "--take-over", "-c", configuration.toString());

            // Then
            assertThat(next.status()).isEqualTo(1);
            assertThat(next.out()).doesNotContain("taking over");
            assertThat(next.err()).hasLineCount(1).contains("can't listen on " + there, "the Usher that runs goes on");
            int before = answers.get();
            await("answers of the first one").until(() -> answers.get() > before + 5 * VIEWERS);
            finish();
        }
        assertNobodyNoticed();
    }

    @Test
    void ofAnUsherThatTakesOverWithAnotherAddressOfTheSamePort() throws Exception {
        // Given
        configuration = ConfigText.write(folder, asking());
        UnpackedUsher unpacked = UnpackedUsher.built();
        try (UsherProcess first = unpacked.start(configuration)) {
            String everywhere = "0.0.0.0:" + first.management();
            Files.writeString(
                    configuration,
                    "listen: 127.0.0.1:0\nmanagement: {listen: '" + everywhere + "', token: token-of-the-operators}\n"
                            + asking());

            // When
            try (RunningProgram next = unpacked.startRunning("run", "--take-over", "-c", configuration.toString())) {
                // Then
                next.awaitOutput("management listens on \\S*:" + first.management() + "\n");
                assertThat(first.awaitExit()).isZero();
            }
        }
    }

    @Test
    void ofAServiceWhoseSocketsSystemdKeeps() throws Exception {
        restartService(4);
    }

    @Test
    @TakesLong
    void ofAServiceThatIsRestartedAHundredTimes() throws Exception {
        restartService(100);
    }

    private void restartService(int times) throws Exception {
        // Given
        Path perl = RealPrograms.require("perl");
        configuration = ConfigText.write(folder, asking());
        Path pids = Files.createFile(folder.resolve("pids"));
        ProcessBuilder supervisor = UnpackedUsher.built()
                .through(
                        List.of(
                                perl.toString(),
                                "-e",
                                SUPERVISOR,
                                folder.resolve("usher.log").toString(),
                                pids.toString()),
                        "run",
                        "-c",
                        configuration.toString());
        try (RunningProgram systemd = RunningProgram.start(supervisor)) {
            callers = Integer.parseInt(
                    systemd.awaitOutput("listening on (\\d+) and \\d+\n").group(1));
            ask();

            // When
            for (int i = 0; i < times; i++) {
                int started = i + 1;
                await("the next one").until(() -> Files.readAllLines(pids).size() == started);
                int before = answers.get(); // the former one has ended, so further answers are of this one, which hears
                // signals
                // then
                await("answers of the next one").until(() -> answers.get() > before + 5 * VIEWERS);
                long pid = Long.parseLong(Files.readAllLines(pids).get(i));
                ProcessHandle.of(pid).orElseThrow().destroy();
            }
            await("the last one").until(() -> Files.readAllLines(pids).size() > times);
            int before = answers.get();
            await("answers of the last one").until(() -> answers.get() > before + VIEWERS);
            finish();
        }

        // Then
        assertNobodyNoticed();
    }

    /** With grants that outlast a hundred restarts: nobody is due to be asked about again. */
    private String asking() {
        return ConfigText.asking(middleware.address()).replace("type: http", "type: http, grant: 10h");
    }

    private void ask() {
        for (int i = 0; i < VIEWERS; i++) {
            int viewer = i;
            viewers.add(new Thread(() -> watch(viewer), "viewer-" + viewer));
        }
        viewers.forEach(Thread::start);
        await("everybody let in").until(() -> answers.get() > 5 * VIEWERS);
    }

    /** Every other viewer comes on a connection for each request; the others keep theirs as long as Usher says. */
    private void watch(int viewer) {
        CallerConnection kept = null;
        while (!over.get()) {
            try {
                if (kept == null) {
                    kept = CallerConnection.to(callers);
                }
                CallerConnection.Answer answer = kept.ask(
                        "/nginx",
                        "X-Original-URI: /live/ch" + viewer + "/index.m3u8?token=t" + viewer,
                        "X-Real-IP: 203.0.113." + viewer,
                        "User-Agent: VLC");
                if (answer.status() != 200) {
                    failures.add("viewer " + viewer + ": " + answer.status());
                }
                answers.incrementAndGet();
                LockSupport.parkNanos(PAUSE_NANOS);
                if (viewer % 2 == 0 || answer.header("connection").equals("close")) {
                    kept.close();
                    kept = null;
                }
            } catch (IOException e) {
                failures.add("viewer " + viewer + ": " + e);
                kept = null;
            }
        }
    }

    private void finish() throws InterruptedException {
        over.set(true);
        for (Thread viewer : viewers) {
            viewer.join();
        }
    }

    private void assertNobodyNoticed() {
        assertThat(failures).isEmpty();
        assertThat(middleware.asked()).as("nobody asked about twice").hasSize(VIEWERS);
    }
}
