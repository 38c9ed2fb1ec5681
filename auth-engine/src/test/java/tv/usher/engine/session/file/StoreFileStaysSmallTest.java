package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
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
        try (SessionFile file = MvSessionFile.open(path, Duration.ZERO).file()) {
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
        SessionFile.Opened reopened = MvSessionFile.open(path, Duration.ZERO);
        reopened.file().close();
        assertThat(reopened.content().sessions()).hasSizeBetween(SESSIONS / 3, SESSIONS);
    }

    @Test
    void bansThatAreOverAreRemoved() throws Exception {
        SessionFiles files = new SessionFiles(new DataFolder(folder), clock);
        // Given
        StoredBan over = new StoredBan(null, new Key(1, 1), 1_000);
        StoredBan inForce = new StoredBan(null, new Key(2, 2), 3_000);

        // When
        try (SessionFile file = files.open().file()) {
            file.write(new PendingChanges.Batch(Map.of(), List.of(over, inForce)));
            file.tidy(2_000);
        }

        // Then
        SessionFile.Opened opened = files.open();
        opened.file().close();
        assertThat(opened.content().bans()).containsExactly(inForce);
    }

    private static PendingChanges.Batch someHundredChanges(int round) {
        Map<Key, Optional<StoredSession>> changes = new HashMap<>();
        for (int i = 0; i < SESSIONS / 10; i++) {
            long number = (round * 7919L + i * 104_729L) % SESSIONS;
            Key key = new Key(number * 0x9E3779B97F4A7C15L, number);
            changes.put(key, (number + round) % 3 == 0 ? Optional.empty() : Optional.of(session(key, round)));
        }
        return new PendingChanges.Batch(changes, List.of());
    }

    private static StoredSession session(Key key, int round) {
        Session.Place place = new Session.Place("203.0.113.7", 1, "/live/ch" + round + "/");
        return new StoredSession(
                key, key, TestingUsher.ORIGIN, "42", "anna", place, true, true, round, 0, 0, 0, 60_000);
    }
}
