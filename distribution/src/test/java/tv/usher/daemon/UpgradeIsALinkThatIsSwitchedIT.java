package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/**
 * T62: the new version is unpacked beside the old one, a link is switched, the daemon is started again. Viewers who play go on, and
 * what the operator has edited stays as it is, in the old folder and outside of both.
 */
class UpgradeIsALinkThatIsSwitchedIT {

    private static final String VERSION = System.getProperty("usher.version");
    private static final int VIEWERS = 20;

    @TempDir
    private Path folder;

    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final AtomicIntegerArray segments = new AtomicIntegerArray(VIEWERS);
    private Path opt;
    private Path older;
    private Path newer;

    @BeforeEach
    void unpackBesideAnOlderOne() throws Exception {
        opt = Files.createDirectory(folder.resolve("opt"));
        assertThat(unpack()).isEqualTo(new Ended(0, ""));
        newer = opt.resolve("usher-" + VERSION);
        older = olderVersion();
        link(older);
    }

    @Test
    void whileViewersPlay() throws Exception {
        try (TestingMiddleware middleware = TestingMiddleware.saying(200);
                Players players = new Players()) {
            // Given
            Path configuration = ConfigText.write(folder, ConfigText.asking(middleware.address()));
            TreeMap<Path, String> olderFiles = contents(older);
            TreeMap<Path, String> newerFiles = contents(newer);
            int port;
            try (UsherProcess old = linked().start(configuration)) {
                port = old.callers();
                for (int viewer = 0; viewer < VIEWERS; viewer++) {
                    assertThat(asks(port, viewer, "index.m3u8?token=t" + viewer))
                            .isEqualTo(200);
                }
                players.play(port);
                awaitSegmentsOfEverybody();

                // When
                link(newer);
                ConfigText.write(folder, port, ConfigText.asking(middleware.address()));
                assertThat(linked().run("check", "-c", configuration.toString()).status())
                        .isZero();
                assertThat(old.stop()).isZero();
            }
            try (UsherProcess upgraded = linked().start(configuration)) {
                awaitSegmentsOfEverybody();

                // Then
                assertThat(upgraded.jcmd("VM.system_properties")).contains("usher.home=" + newer.toRealPath());
                assertThat(refused).isEmpty();
                assertThat(middleware.asked()).as("nobody is asked about again").hasSize(VIEWERS);
            }
            assertThat(contents(older)).isEqualTo(olderFiles);
            assertThat(contents(newer))
                    .as("nothing is written into an installation")
                    .isEqualTo(newerFiles);
        }
    }

    /** Who unpacks over the older one instead keeps his files too, and is told of every jar that is there twice. */
    @Test
    void unpackedOverTheOlderOneItIsRefused() throws Exception {
        // Given
        Path mixed = UnpackedUsher.at(older).copyTo(folder.resolve("mixed")).home();
        assertThat(Ended.of(new ProcessBuilder(
                        RealPrograms.require("tar").toString(),
                        "-xzf",
                        UnpackedUsher.tarball().toString(),
                        "--strip-components=1",
                        "--exclude=usher-" + VERSION + "/bin", // copies of this test have lost their modes
                        "-C",
                        mixed.toString())))
                .isEqualTo(new Ended(0, ""));

        // When
        UnpackedUsher.Finished checked = UnpackedUsher.at(mixed).run("check");

        // Then
        assertThat(checked.status()).isEqualTo(2);
        for (String module : List.of("auth-api", "auth-engine", "distribution")) {
            assertThat(checked.err())
                    .contains(
                            "more than one version of a jar: %1$s-0.9.0.jar, %1$s-%2$s.jar".formatted(module, VERSION));
        }
    }

    private Ended unpack() throws Exception {
        return Ended.of(new ProcessBuilder(
                RealPrograms.require("tar").toString(),
                "-xzf",
                UnpackedUsher.tarball().toString(),
                "-C",
                opt.toString()));
    }

    /** As an operator left it: with other jars, and edited where he had better not. */
    private Path olderVersion() throws IOException {
        Path home = UnpackedUsher.at(newer).copyTo(opt.resolve("usher-0.9.0")).home();
        for (Path jar : contents(home).keySet()) {
            if (jar.toString().endsWith("-" + VERSION + ".jar")) {
                String name = jar.getFileName().toString().replace(VERSION, "0.9.0");
                Files.move(home.resolve(jar), home.resolve(jar).resolveSibling(name));
            }
        }
        Files.writeString(home.resolve("conf/usher.yaml"), "# edited by the operator\n");
        return home;
    }

    private UnpackedUsher linked() {
        return UnpackedUsher.at(opt.resolve("usher"));
    }

    /** As {@code ln -sfn}, without a moment in which there is none. */
    private void link(Path home) throws IOException {
        Path link = Files.createSymbolicLink(opt.resolve("next"), opt.relativize(home));
        Files.move(link, opt.resolve("usher"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** But for the archive of classes, which is made by the first run. */
    private static TreeMap<Path, String> contents(Path home) throws IOException {
        TreeMap<Path, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(home.resolve("cache")))
                    .toList()) {
                contents.put(home.relativize(file), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return contents;
    }

    private void awaitSegmentsOfEverybody() {
        int[] before = IntStream.range(0, VIEWERS).map(segments::get).toArray();
        await("segments of everybody")
                .until(() -> IntStream.range(0, VIEWERS).allMatch(viewer -> segments.get(viewer) > before[viewer] + 1));
    }

    private static int asks(int port, int viewer, String file) throws IOException {
        try (CallerConnection edge = CallerConnection.to(port)) {
            return edge.ask(
                            "/nginx",
                            "X-Original-URI: /live/ch" + viewer + "/" + file,
                            "X-Real-IP: 203.0.113." + viewer,
                            "User-Agent: VLC")
                    .status();
        }
    }

    /** Players that ask for a segment every 50 ms, and try again where an edge can't ask. */
    private final class Players implements AutoCloseable {

        private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

        void play(int port) {
            for (int viewer = 0; viewer < VIEWERS; viewer++) {
                int who = viewer;
                timer.scheduleWithFixedDelay(() -> segment(port, who), 0, 50, TimeUnit.MILLISECONDS);
            }
        }

        private void segment(int port, int viewer) {
            try {
                int status = asks(port, viewer, "seg-7.ts");
                if (status != 200) {
                    refused.add("viewer " + viewer + ": " + status);
                }
                segments.incrementAndGet(viewer);
            } catch (ConnectException e) {
                // The daemon is being started again; the player has a buffer for that.
            } catch (IOException e) {
                refused.add("viewer " + viewer + ": " + e);
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }
}
