package tv.usher.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.net.IpAddress;
import tv.usher.engine.util.FollowedFile;

class DatabaseIsReadAnewWhenItChangesTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeDatabase() {
        file = folder.resolve("country.mmdb");
        new TestingMmdb().with("203.0.113.0/24", "DE").write(file);
    }

    @Test
    void aNewFileIsInUseFromTheNextLook() throws IOException {
        try (TestingLog log = TestingLog.of(GeoDatabase.class);
                GeoDatabase database = new GeoDatabase(file)) {
            // When
            replace(new TestingMmdb().with("203.0.113.0/24", "AT").bytes());
            assertThat(country(database)).isEqualTo("DE");
            database.look();

            // Then
            assertThat(country(database)).isEqualTo("AT");
            assertThat(log.lines())
                    .containsExactly(
                            "viewers are placed by Test-Country of 2027-01-15T08:00:00Z",
                            "viewers are placed by Test-Country of 2027-01-15T08:00:00Z from now on");
        }
    }

    @Test
    void aBrokenFileLeavesTheEarlierOneInUseAndIsToldOnce() throws IOException {
        try (TestingLog log = TestingLog.of(FollowedFile.class);
                GeoDatabase database = new GeoDatabase(file)) {
            // When
            byte[] torn = Arrays.copyOf(Files.readAllBytes(file), 700);
            replace(torn);
            database.look();
            database.look();

            // Then
            assertThat(country(database)).isEqualTo("DE");
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .isEqualTo("geo.database: " + file + " can't be used; what it said before still counts:");
            assertThat(log.lines().get(1)).contains("is no MaxMind database, or not all of one");

            // When
            replace(new TestingMmdb().with("203.0.113.0/24", "AT").bytes());
            database.look();

            // Then
            assertThat(country(database)).isEqualTo("AT");
        }
    }

    @Test
    void aFileThatIsGoneLeavesTheEarlierOneInUse() throws IOException {
        try (TestingLog log = TestingLog.of(FollowedFile.class);
                GeoDatabase database = new GeoDatabase(file)) {
            // When
            Files.delete(file);
            database.look();
            database.look();

            // Then
            assertThat(country(database)).isEqualTo("DE");
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void aFileThatCannotBeUsedIsToldAtStart() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeoDatabase(folder.resolve("none.mmdb")))
                .withMessage("geo.database: " + folder.resolve("none.mmdb") + " does not exist");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GeoDatabase(folder))
                .withMessage("geo.database: " + folder + " is a folder");
        for (byte[] garbage : new byte[][] {{}, new byte[1_000], "country: DE".getBytes()}) {
            Files.write(file, garbage);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new GeoDatabase(file))
                    .withMessageStartingWith("geo.database: " + file + " is no MaxMind database, or not all of one (");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aDamagedFileNeverFailsAQuestion(long seed) throws IOException {
        // Given
        Random random = new Random(seed);
        byte[] whole = Files.readAllBytes(file);
        try (TestingLog told = TestingLog.of(FollowedFile.class);
                TestingLog complained = TestingLog.of(CountryDatabase.class);
                GeoDatabase database = new GeoDatabase(file)) {
            for (int i = 0; i < 200; i++) {
                // When
                byte[] damaged = whole.clone();
                for (int left = 1 + random.nextInt(20); left > 0; left--) {
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                }
                replace(damaged);
                database.look();

                // Then
                assertThat(country(database)).isNotNull();
                assertThat(database.countryOf(IpAddress.parse("::1").orElseThrow()))
                        .isNotNull();
            }
            assertThat(told.lines()).isNotEmpty();
            assertThat(complained.lines()).hasSizeLessThan(200);
        }
    }

    /** As its modification time would tell a second later. */
    private void replace(byte[] bytes) throws IOException {
        FileTime before = Files.exists(file) ? Files.getLastModifiedTime(file) : FileTime.fromMillis(0);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + 1_000));
    }

    private static String country(Countries countries) {
        return countries.countryOf(IpAddress.parse("203.0.113.7").orElseThrow());
    }
}
