package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
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
        try (TestingNode next = next()) {
            // When
            next.sessions().sweeper().sweep();

            // Then
            TestingNode.eventually(() -> next.ends().equals(List.of(SessionEnd.GRANT_OVER)));
        }
    }

    @Test
    void byAnUsherThatWentOn() {
        // Given
        crashesWith(session(HOUR));
        String others = "usher:session:" + TELEVISION.hex();
        assumeThat(redis).as("one Redis has all keys").isNotNull();
        redis.run(told -> told.hset(others, "usher", "another/1 f"));
        redis.run(told -> told.zadd("usher:nodes", 1e15, "another/1"));
        TestingClock time = new TestingClock();
        try (TestingNode next = TestingNode.of(address, ofAnother(), time).inStep()) {
            assertThat(has(next)).isFalse();

            // When
            redis.run(told -> told.zrem("usher:nodes", "another/1"));

            // Then
            TestingNode.eventually(() -> {
                time.passes(Duration.ofMinutes(1));
                return has(next);
            });
        }
    }

    private static boolean has(TestingNode usher) {
        return usher.sessions().live().find(TELEVISION).isPresent();
    }

    /** Nothing but Redis has it then. */
    private void crashesWith(StoredSession session) {
        there.store().put(session);
        TestingNode.eventually(
                () -> !here.store().find(List.of(TELEVISION)).join().sessions().isEmpty());
    }

    private TestingNode next() {
        return TestingNode.of(address, ofAnother(), OverLimit.END_OLDEST).inStep();
    }

    private static StoredSession session(Duration left) {
        long now = System.currentTimeMillis();
        long ends = now + left.toMillis();
        return new StoredSession(
                TELEVISION,
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
