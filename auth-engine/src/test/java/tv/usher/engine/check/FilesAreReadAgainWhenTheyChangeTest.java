package tv.usher.engine.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tv.usher.api.testing.Patience.await;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Verdict;
import tv.usher.engine.TestingLog;
import tv.usher.engine.backend.Authority;
import tv.usher.engine.check.jwt.KeyMemory;
import tv.usher.engine.config.EntryFile;
import tv.usher.engine.net.ParameterName;
import tv.usher.engine.util.FollowedFile;
import tv.usher.engine.util.TestingClock;

class FilesAreReadAgainWhenTheyChangeTest {

    private static final String SECRET = "the-token-itself";

    private final EntryFile reader = new EntryFile(name -> null);
    private final AtomicInteger writes = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void aChangedFileCountsAndAnUnchangedOneIsNotReadAgain() throws Exception {
        // Given
        write("tokens: [{token: abc, name: hotel}]");
        AtomicInteger reads = new AtomicInteger();
        FollowedFile<Integer> followed = new FollowedFile<>("backend partners", file(), reads::incrementAndGet);

        // When
        followed.look();
        int unchanged = followed.get();
        write("tokens: [{token: def, name: hotel}]");
        try (TestingLog log = TestingLog.of(FollowedFile.class)) {
            followed.look();

            // Then
            assertThat(unchanged).isEqualTo(1);
            assertThat(followed.get()).isEqualTo(2);
            assertThat(log.lines()).containsExactly("backend partners: " + file() + " was read again");
        }
    }

    @Test
    void aBrokenFileChangesNothingAndIsToldOnceWithItsLine() throws Exception {
        // Given
        write("tokens: [{token: " + SECRET + ", name: hotel}]");
        FollowedFile<?> followed = follow();
        Object before = followed.get();
        write("tokens:\n  - {token: " + SECRET + ", nam: hotel}\n  - token: " + SECRET
                + "\n    name: x\n    expires: soon\n");

        try (TestingLog log = TestingLog.of(FollowedFile.class)) {
            // When
            followed.look();
            followed.look();

            // Then
            assertThat(followed.get()).isSameAs(before);
            assertThat(log.lines())
                    .containsExactly(
                            "backend partners: " + file() + " can't be used; what it said before still counts:",
                            "  " + file() + ":2:5: tokens[0].name: is missing",
                            "  " + file() + ":2:" + (15 + SECRET.length())
                                    + ": tokens[0]: unknown key, did you mean 'name'?",
                            "  " + file()
                                    + ":5:14: tokens[1].expires: is not a date or time, as in 2027-12-31 or"
                                    + " 2027-12-31T18:00:00Z");
            assertThat(log.levels()).containsOnly(Level.ERROR);
            assertThat(log.lines()).noneMatch(line -> line.contains(SECRET));
        }
    }

    @Test
    void aFileThatIsMendedCountsAgain() throws Exception {
        write("tokens: [{token: abc, name: hotel}]");
        FollowedFile<?> followed = follow();
        Object before = followed.get();
        try (TestingLog log = TestingLog.of(FollowedFile.class)) {
            Files.delete(file());
            followed.look();
            assertThat(log.lines()).anyMatch(line -> line.contains("does not exist"));
            write("tokens: []");
            followed.look();
        }

        assertThat(followed.get()).isNotEqualTo(before).isEqualTo(Map.of());
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftForTheNextLook() throws Exception {
        // Given
        write("1");
        AtomicInteger reads = new AtomicInteger();
        FollowedFile<Integer> followed = new FollowedFile<>("backend partners", file(), () -> {
            int read = reads.incrementAndGet();
            if (read == 2) {
                write("half"); // by somebody else, in the middle of our reading
            }
            return read;
        });
        write("2");

        // When
        try (TestingLog log = TestingLog.of(FollowedFile.class)) {
            followed.look();
            int meanwhile = followed.get();
            followed.look();

            // Then
            assertThat(meanwhile).isEqualTo(1);
            assertThat(followed.get()).isEqualTo(3);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void aTokenThatWasTakenOutOfTheFileIsUnknownSoon() throws Exception {
        // Given
        write("tokens: [{token: abc, name: hotel}]");
        TokensSettings settings = new TokensSettings(
                Optional.of(file()),
                List.of(),
                new ParameterName("token"),
                TestingLists.GRANT,
                Optional.empty(),
                Optional.empty());
        try (Checks checks = new Checks(reader, new KeyMemory(), TestingClock.at(TestingLists.NOW));
                TestingLog log = TestingLog.of(FollowedFile.class)) {
            Authority partners = checks.of("partners", settings, null);
            assertThat(partners.judge(TestingLists.viewer("token=abc")).join()).isInstanceOf(Verdict.Allow.class);

            // When
            write("tokens: [{token: def, name: hotel}]");

            // Then
            await().until(() -> partners.judge(TestingLists.viewer("token=abc")).join() instanceof Verdict.Abstain);
            assertThat(partners.judge(TestingLists.viewer("token=def")).join()).isInstanceOf(Verdict.Allow.class);
            assertThat(log.threads()).containsOnly("usher-files");
        }
    }

    @Test
    void aFileThatIsBrokenAtTheStartIsNoStart() throws Exception {
        write("tokens: {}");

        assertThatThrownBy(this::follow).isInstanceOf(IOException.class).hasMessageContaining("must be a list");
    }

    private FollowedFile<?> follow() throws IOException {
        TokensSettings settings = new TokensSettings(
                Optional.of(file()),
                List.of(),
                new ParameterName("token"),
                TestingLists.GRANT,
                Optional.empty(),
                Optional.empty());
        return new FollowedFile<>("backend partners", file(), () -> settings.byHash(reader));
    }

    private Path file() {
        return folder.resolve("partners.yaml");
    }

    /** With a time of its own, however fast the test is. */
    private void write(String text) throws IOException {
        Files.writeString(file(), text);
        Files.setLastModifiedTime(file(), FileTime.fromMillis(1_800_000_000_000L + 1000L * writes.incrementAndGet()));
    }
}
