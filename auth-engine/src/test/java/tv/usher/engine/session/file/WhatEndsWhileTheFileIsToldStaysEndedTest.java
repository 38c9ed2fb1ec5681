package tv.usher.engine.session.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.InstallationSecret;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingListener;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** A new file is told all sessions and bans, one after another. One that ends when its turn has just come isn't there after a restart. */
@Timeout(120)
class WhatEndsWhileTheFileIsToldStaysEndedTest {

    private static final long HOUR = 3_600_000;

    @TempDir
    private Path folder;

    private final TestingClock clock = new TestingClock();
    private final TestingListener afterwards = new TestingListener();

    @Test
    void aBanThatAnOperatorLifts() {
        StoredBan ban = new StoredBan(new UserId("portal", "anna"), null, clock.wallNow() + HOUR, BanOrder.UNKNOWN);
        StoredBan other = new StoredBan(new UserId("portal", "bert"), null, clock.wallNow() + HOUR, BanOrder.UNKNOWN);
        try (SessionStore store = store()) {
            store.open(new TestingListener() {
                @Override
                public void forEachBan(Consumer<StoredBan> action) {
                    isInForce(other);
                    action.accept(other);
                    store.lift(ban);
                    action.accept(ban);
                }
            });
        }

        restart();

        assertThat(afterwards.banned()).extracting(StoredBan::target).containsExactly(other.target());
    }

    @Test
    void aSessionThatIsKicked() {
        try (SessionStore store = store()) {
            store.open(new TestingListener() {
                @Override
                public void forEach(Consumer<StoredSession> action) {
                    for (int i = 1;
                            i < PendingChanges.BATCH;
                            i++) { // so that all are written once the last one is over
                        action.accept(session(i));
                    }
                    StoredSession last = session(0);
                    store.remove(last);
                    action.accept(last);
                }
            });
        }

        restart();

        assertThat(afterwards.restored())
                .extracting(StoredSession::key)
                .hasSize(PendingChanges.BATCH - 1)
                .doesNotContain(session(0).key());
    }

    private void restart() {
        try (SessionStore store = store()) {
            store.open(afterwards);
            store.restored().join();
        }
    }

    private SessionStore store() {
        InstallationSecret secret = new InstallationSecret(new DataFolder(folder));
        return new FileStore(
                new TestingSessionFiles(folder, clock), secret, clock.clock(), Duration.ofMinutes(10), 10_000);
    }

    private StoredSession session(int number) {
        long now = clock.wallNow();
        return TestingSessions.ofEdge(
                new Key(1, number),
                null,
                TestingUsher.ORIGIN,
                "anna",
                "",
                new Session.Playback("203.0.113.7", 1, "/live/ch1/"),
                true,
                false,
                now,
                now,
                now + HOUR,
                now + HOUR,
                HOUR);
    }
}
