package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

class StoreFileStaysSmallTest {

    private static final int SESSIONS = 2_000;
    private static final int ROUNDS = 300;

    @TempDir
    Path folder;

    private final TestingClock clock = new TestingClock();

    @Test
    void whateverComesAndGoes() throws Exception {
        // Given
        Path path = folder.resolve(SessionFiles.NAME);
        long largest = 0;

        // When: sessions of some hundred kilobytes are written a hundred times over
        try (SessionFile file = MvSessionFile.open(path, Duration.ZERO, new Content())) {
            for (int round = 0; round < ROUNDS; round++) {
                file.write(someHundredChanges(round));
                if (round % 20 == 0) {
                    file.tidy(Long.MAX_VALUE);
                }
                largest = Math.max(largest, Files.size(path));
            }
        }

        // Then
        assertThat(largest).isLessThan(8_000_000);
        Content content = new Content();
        content.read(MvSessionFile.open(path, Duration.ZERO, content));
        assertThat(content.sessions).hasSizeBetween(SESSIONS / 3, SESSIONS);
    }

    @Test
    void afterAnEveningWithManyViewers() throws Exception {
        // Given
        Path path = folder.resolve(SessionFiles.NAME);
        int many = 40_000;
        try (SessionFile file = MvSessionFile.open(path, Duration.ZERO, new Content())) {
            for (int from = 0; from < many; from += 1_000) {
                file.write(changes(from, from + 1_000, true));
            }
            long largest = Files.size(path);

            // When
            for (int from = 0; from < many - 1_000; from += 1_000) {
                file.write(changes(from, from + 1_000, false));
            }
            for (int i = 0; i < 20; i++) {
                file.tidy(0);
            }

            // Then: also if the process is killed now
            assertThat(Files.size(path)).isLessThan(largest / 4);
            Path copy = Files.copy(path, folder.resolve("copy"));
            Content content = new Content();
            content.read(MvSessionFile.open(copy, Duration.ZERO, content));
            assertThat(content.sessions).hasSize(1_000);
        }
    }

    private static PendingChanges.Batch changes(int from, int to, boolean begin) {
        Map<Key, Optional<StoredSession>> changes = new HashMap<>();
        for (int i = from; i < to; i++) {
            Key key = new Key(i * 0x9E3779B97F4A7C15L, i);
            changes.put(key, begin ? Optional.of(session(key, i)) : Optional.empty());
        }
        return new PendingChanges.Batch(changes, List.of(), List.of());
    }

    @Test
    void bansThatAreOverAreRemoved() throws Exception {
        SessionFiles files = new SessionFiles(new DataFolder(folder), clock);
        // Given
        StoredBan over = TestingBans.of(new Key(1, 1), 1_000);
        StoredBan inForce = TestingBans.of(new Key(2, 2), 3_000);

        // When
        try (SessionFile file = files.open(new Content())) {
            file.write(new PendingChanges.Batch(Map.of(), List.of(), List.of(over, inForce)));
            file.tidy(2_000);
        }

        // Then
        Content content = new Content();
        content.read(files.open(content));
        assertThat(content.bans).containsExactly(inForce);
    }

    @Test
    void whatItsReaderDoesNotWantIsRemovedWhileItIsRead() throws Exception {
        SessionFiles files = new SessionFiles(new DataFolder(folder), clock);
        // Given
        int many = 3_500;
        try (SessionFile file = files.open(new Content())) {
            Map<Key, Optional<StoredSession>> changes = new HashMap<>();
            for (int i = 0; i < many; i++) {
                Key key = new Key(i * 0x9E3779B97F4A7C15L, i);
                changes.put(key, Optional.of(session(key, i)));
            }
            file.write(new PendingChanges.Batch(changes, List.of(), List.of()));
        }

        // When
        Content first = new Content();
        first.wanted = session -> session.key().low() % 7 == 0;
        first.read(files.open(first));

        // Then
        Content second = new Content();
        second.read(files.open(second));
        assertThat(first.sessions).hasSize(many).doesNotHaveDuplicates();
        assertThat(second.sessions).hasSize(many / 7).allMatch(first.wanted);
    }

    /** What a file tells. */
    private static final class Content implements SessionFile.Reader {

        private final List<StoredSession> sessions = new ArrayList<>();
        private final List<StoredBan> bans = new ArrayList<>();
        private Predicate<StoredSession> wanted = session -> true;

        void read(SessionFile file) throws IOException {
            byte[] next = file.read(null, this);
            while (next != null) {
                next = file.read(next, this);
            }
            file.close();
        }

        @Override
        public boolean session(StoredSession session) {
            sessions.add(session);
            return wanted.test(session);
        }

        @Override
        public boolean ban(StoredBan ban) {
            bans.add(ban);
            return true;
        }

        @Override
        public boolean unreadable() {
            throw new AssertionError("an entry can't be read");
        }
    }

    private static PendingChanges.Batch someHundredChanges(int round) {
        Map<Key, Optional<StoredSession>> changes = new HashMap<>();
        for (int i = 0; i < SESSIONS / 10; i++) {
            long number = (round * 7919L + i * 104_729L) % SESSIONS;
            Key key = new Key(number * 0x9E3779B97F4A7C15L, number);
            changes.put(key, (number + round) % 3 == 0 ? Optional.empty() : Optional.of(session(key, round)));
        }
        return new PendingChanges.Batch(changes, List.of(), List.of());
    }

    private static StoredSession session(Key key, int round) {
        Session.Playback playback = new Session.Playback("203.0.113.7", 1, "/live/ch" + round + "/");
        return TestingSessions.ofEdge(
                key, key, TestingUsher.ORIGIN, "42", "anna", playback, true, true, round, 0, 0, 0, 60_000);
    }
}
