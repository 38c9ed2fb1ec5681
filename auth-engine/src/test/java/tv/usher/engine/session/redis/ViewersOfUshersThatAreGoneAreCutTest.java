package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.lettuce.core.KillArgs;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.ServerConnection;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.TestingOrigins;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.TestingClock;

/** A media server asks once, so nobody asks about them again after their Usher's end. Whoever hears of a session's end here cuts its player. */
class ViewersOfUshersThatAreGoneAreCutTest extends TwoUshers {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Key TELEVISION = new Key(1, 2);
    private static final Key TELEPHONE = new Key(3, 4);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void byAKick() {
        // Given
        crashesWith(session(HOUR));
        try (TestingNode next = next()) {
            // When
            next.sessions().revocations().kick(ANNA, TestingKicks.of(Duration.ZERO));

            // Then
            assertThat(next.ends()).containsExactly(SessionEnd.KICKED);
        }
    }

    @Test
    void byABan() {
        // Given
        crashesWith(session(HOUR));
        try (TestingNode next = next()) {
            // When
            here.sessions().revocations().kick(ANNA, TestingKicks.of(HOUR));

            // Then
            TestingNode.eventually(() -> next.ends().equals(List.of(SessionEnd.BANNED)));
        }
    }

    @Test
    void byALimit() {
        // Given
        crashesWith(session(HOUR));
        try (TestingNode next = next()) {
            // When
            Viewing telephone = next.viewing("192.0.2.9", "/live/ch2/index.m3u8", "b");
            next.letIn(telephone, "anna", 1).join();

            // Then
            assertThat(next.ends()).containsExactly(SessionEnd.OVER_LIMIT);
        }
    }

    @Test
    void byTheEndOfTheirGrant() {
        // Given
        crashesWith(session(Duration.ofMinutes(-2)));
        try (TestingNode next = TestingNode.of(address, ofAnother()).inStep()) {
            // Then
            TestingNode.eventually(() -> {
                next.sessions().sweeper().sweep();
                return next.ends().equals(List.of(SessionEnd.GRANT_OVER));
            });
        }
    }

    @Test
    void byAnUsherThatWentOn() {
        // Given
        crashesWith(session(HOUR));
        assumeThat(redis).as("one Redis has all keys").isNotNull();
        belongsTo("another/1#f", TELEVISION);
        tells("another/1#f");
        TestingClock time = new TestingClock();
        try (TestingNode next = TestingNode.of(address, ofAnother(), time).inStep()) {
            assertThat(has(next, TELEVISION)).isFalse();

            // When
            redis.run(told -> told.zrem("usher:nodes", "another/1#f"));

            // Then
            TestingNode.eventually(() -> {
                time.passes(Duration.ofMinutes(1));
                return has(next, TELEVISION);
            });
        }
    }

    /** They are there, but couldn't tell it yet. */
    @Test
    void butNotOfUshersThatComeBackLaterAfterAnOutage() {
        // Given
        assumeThat(redis).as("one Redis has all keys").isNotNull();
        awaitBeats(here, there); // it has looked already whose Usher is gone
        there.store().put(session(TELEPHONE, HOUR));
        crashesWith(session(HOUR));
        belongsTo("later/1#f", TELEVISION);
        belongsTo("later/1#f", TELEPHONE);
        tells("later/1#f");
        TestingClock time = new TestingClock();
        try (TestingNode next = TestingNode.of(address, ofAnother(), time).inStep()) {
            time.passes(Duration.ofSeconds(50));
            redis.run(told -> told.del("usher:nodes"));
            redis.run(told -> told.clientKill(KillArgs.Builder.typeNormal()));
            awaitBeats(next, here);

            // When a minute is over since the last look
            time.passes(Duration.ofSeconds(20));
            awaitBeats(next, here);
            tells("later/1#f");
            belongsTo("gone/1#f", TELEPHONE);
            time.passes(Duration.ofMinutes(1));

            // Then
            TestingNode.eventually(() -> has(next, TELEPHONE));
            assertThat(has(next, TELEVISION)).isFalse();
        }
    }

    private void belongsTo(String usher, Key session) {
        redis.run(told -> told.hset("usher:session:" + session.hex(), "usher", usher));
    }

    private void tells(String usher) {
        redis.run(told -> told.zadd("usher:nodes", 1e15, usher));
    }

    /** It hears what happens at the others at each beat, so between two things that it hears is a whole one. */
    private void awaitBeats(TestingNode usher, TestingNode other) {
        for (int i = 0; i < 3; i++) {
            int before = usher.sessions().revocations().bans();
            other.sessions()
                    .revocations()
                    .kick(new UserId("portal", UUID.randomUUID().toString()), TestingKicks.of(HOUR));
            TestingNode.eventually(() -> usher.sessions().revocations().bans() > before);
        }
    }

    private static boolean has(TestingNode usher, Key key) {
        return usher.sessions().live().find(key).isPresent();
    }

    /** Nothing but Redis has it then. */
    private void crashesWith(StoredSession session) {
        awaitBeats(here, there); // it has looked already whose Usher is gone
        there.store().put(session);
        TestingNode.eventually(
                () -> !here.store().find(List.of(TELEVISION)).join().sessions().isEmpty());
        there.close();
        there = null;
    }

    private TestingNode next() {
        TestingNode next =
                TestingNode.of(address, ofAnother(), OverLimit.END_OLDEST).inStep();
        TestingNode.eventually(() -> has(next, TELEVISION));
        return next;
    }

    private static StoredSession session(Duration left) {
        return session(TELEVISION, left);
    }

    private static StoredSession session(Key key, Duration left) {
        long now = System.currentTimeMillis();
        long ends = now + left.toMillis();
        return new StoredSession(
                key,
                null,
                TestingOrigins.of("srs", "portal"),
                "anna",
                "",
                new Session.Playback("192.0.2.1", 1, "news"),
                true,
                true,
                now - HOUR.toMillis(),
                now,
                ends,
                ends,
                Duration.ofHours(4).toMillis(),
                now,
                true,
                true,
                List.of(),
                List.of(new ServerConnection("127.0.0.1", "7")));
    }
}
