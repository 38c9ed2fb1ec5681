package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.TestingClock;

/** A machine that slept, say: between two readings of Redis' clock nobody knows how far the former one is off. */
class ServersClockIsKnownWhenTheWallClockIsSetTest {

    private static final long SERVER = 1_900_000_000_000L;

    private final TestingClock machine = new TestingClock();
    private final ServerClock clock = new ServerClock(machine);

    @ParameterizedTest
    @ValueSource(longs = {-3_600, -1, 1, 3_600})
    void momentsAreTheServersStill(long seconds) {
        // Given
        clock.heard(machine.now(), time(SERVER));

        // When
        machine.wallClockJumps(Duration.ofSeconds(seconds));
        machine.passes(Duration.ofSeconds(2));

        // Then
        assertThat(clock.now()).isEqualTo(SERVER + 2_000);
        assertThat(clock.toWall(SERVER + 2_000)).isEqualTo(machine.wallNow());
    }

    @Test
    void anotherServersClockIsTakenHoweverSlowlyItAnswers() {
        // Given
        clock.heard(machine.now(), time(SERVER));

        // When
        clock.isAnothers();
        slowly(SERVER + 60_000);

        // Then
        assertThat(clock.now()).isEqualTo(SERVER + 60_200);
    }

    @Test
    void slowAnswersOfTheSameServerChangeNothing() {
        // Given
        clock.heard(machine.now(), time(SERVER));

        // When
        slowly(SERVER + 60_000);

        // Then
        assertThat(clock.now()).isEqualTo(SERVER + 400);
    }

    @Test
    void whoIsLetInAfterwardsIsNotOver(@TempDir Path one, @TempDir Path two) {
        try (RedisServer redis = RedisServer.start();
                TestingNode here = TestingNode.of(redis.address(), one, machine).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            Viewing viewing = here.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            Session session = here.letIn(viewing, "anna", 3).join().session();
            Viewing same = there.viewing("192.0.2.1", "/live/ch1/index.m3u8", "a");
            TestingNode.eventually(() -> there.finds(same));

            // When
            machine.wallClockJumps(Duration.ofHours(1));
            here.sessions().end(session, SessionEnd.LEFT);
            TestingNode.eventually(() -> !there.knows(same));

            // Then
            assertThat(there.letIn(same, "anna", 3).join().refusal()).isNull();
        }
    }

    /** In four tenths of a second. */
    private void slowly(long server) {
        long asked = machine.now();
        machine.passes(Duration.ofMillis(400));
        clock.heard(asked, time(server));
    }

    private static List<Object> time(long millis) {
        return List.of(millis / 1_000, millis % 1_000 * 1_000);
    }
}
