package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.RealPrograms;

/** The tarball, unpacked in a folder that nobody may write to, and started from elsewhere. */
class InstallationIsReadOnlyIT {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
    private static final List<String> AS_NOBODY =
            List.of("--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs");

    @TempDir
    private Path folder;

    private UnpackedUsher usher;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectory(folder.resolve("with a blank"));
        String tar = RealPrograms.require("tar").toString();
        ProcessBuilder unpack =
                new ProcessBuilder(tar, "-xzf", UnpackedUsher.tarball().toString(), "-C", elsewhere.toString());
        assertThat(Ended.of(unpack)).isEqualTo(new Ended(0, ""));
        try (Stream<Path> unpacked = Files.list(elsewhere)) {
            usher = UnpackedUsher.at(unpacked.findFirst().orElseThrow());
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        setWritable(false);
    }

    @AfterEach
    void letItBeDeleted() throws IOException {
        setWritable(true);
    }

    @Test
    void startsAndAnswersAsAnotherUser() throws IOException, InterruptedException {
        Assumptions.assumeTrue(ROOT, "only root can become another user");
        List<String> log = assertAnswers(
                Stream.concat(Stream.of(RealPrograms.require("setpriv").toString()), AS_NOBODY.stream())
                        .toList());
        assertThat(log)
                .as("its data would go beside the configuration, where it may not write")
                .filteredOn(line -> line.contains("sessions are in memory alone"))
                .singleElement()
                .asString()
                .contains(folder.resolve("data").toString(), "let data-dir name one that Usher may write to");
    }

    @Test
    void startsAndAnswersAsItsOwner() throws IOException, InterruptedException {
        assertAnswers(List.of());
    }

    private List<String> assertAnswers(List<String> through) throws IOException, InterruptedException {
        Map<Path, String> before = state();
        List<String> log;
        try (TestingMiddleware middleware = TestingMiddleware.saying(200)) {
            Path file = ConfigText.write(folder, ConfigText.asking(middleware.address()));
            try (UsherProcess daemon = usher.start(through, file)) {
                assertThat(daemon.ask("/?token=123").status()).isEqualTo(200);
                assertThat(daemon.stop()).isZero();
                log = daemon.log();
            }
        }
        assertThat(state()).isEqualTo(before);
        return log;
    }

    /** Size and time of every file and folder but the archive of classes, which the first run makes. */
    private Map<Path, String> state() throws IOException {
        Map<Path, String> state = new TreeMap<>();
        try (Stream<Path> all = Files.walk(usher.home())) {
            Path cache = usher.home().resolve("cache");
            for (Path path : all.filter(path -> !path.equals(usher.home()) && !path.startsWith(cache))
                    .toList()) {
                state.put(path, Files.size(path) + " bytes, " + Files.getLastModifiedTime(path));
            }
        }
        return state;
    }

    private void setWritable(boolean writable) throws IOException {
        try (Stream<Path> all = Files.walk(usher.home())) {
            for (Path path : all.toList()) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
                permissions.removeAll(PosixFilePermissions.fromString("-w--w--w-"));
                if (writable) {
                    permissions.add(PosixFilePermission.OWNER_WRITE);
                }
                Files.setPosixFilePermissions(path, permissions);
            }
        }
    }
}
