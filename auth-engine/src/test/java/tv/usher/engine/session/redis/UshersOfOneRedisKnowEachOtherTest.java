package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Secret;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.TestingClock;

class UshersOfOneRedisKnowEachOtherTest {

    @TempDir
    private Path folder;

    private final TestingClock time = new TestingClock();
    private RedisServer redis;
    private RedisConnection connection;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        connection = new RedisConnection(RedisAddress.parse(Secret.of(redis.address())));
        connection.connect();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            connection.close();
            redis.close();
        }
    }

    @Test
    void whoTellsThatItIsThereIsKnownUntilItLeaves() {
        // Given
        Nodes one = node("edge-1/10");
        Nodes two = node("edge-2/20");
        one.tell();
        two.tell();
        assertThat(two.others()).containsExactly("edge-1/10");

        // When
        one.tell();
        assertThat(one.others()).as("before its time").isEmpty();
        time.passes(Duration.ofSeconds(5));
        one.tell();

        // Then
        assertThat(one.others()).containsExactly("edge-2/20");
        two.leave();
        one.tellNow();
        assertThat(one.others()).isEmpty();
    }

    @Test
    void whoHasNotToldForAWhileIsForgotten() {
        // Given
        Nodes killed = node("edge-1/10");
        killed.tell();
        Nodes other = node("edge-2/20");
        other.tell();
        assertThat(other.others()).containsExactly("edge-1/10");

        // When
        time.passes(Duration.ofSeconds(21));
        other.tell();

        // Then
        assertThat(other.others()).isEmpty();
        long kept = RedisConnection.await(connection.send(told -> told.zcard("usher:nodes")));
        assertThat(kept).isEqualTo(1);
    }

    @Test
    void whatIsNoNameIsNotShown() {
        // Given
        for (String text : new String[] {"", "a b", "\u001b[31mred", "x".repeat(101), "\u202egnp"}) {
            RedisConnection.await(connection.send(told -> told.zadd("usher:nodes", 1e15, text)));
        }

        // When
        Nodes node = node("edge-1/10");
        node.tell();

        // Then
        assertThat(node.others()).isEmpty();
    }

    @Test
    void anUsherThatStopsLeaves() {
        Nodes other = node("edge-2/20", Clock.system());
        try (TestingNode here = TestingNode.of(redis.address(), folder)) {
            here.inStep();
            other.tellNow();
            assertThat(other.shown()).containsExactly(Nodes.thisOne());
        }

        // Then
        other.tellNow();
        assertThat(other.others()).isEmpty();
    }

    private Nodes node(String name) {
        return node(name, time.clock());
    }

    private Nodes node(String name, Clock clock) {
        return new Nodes(connection, new ServerClock(clock), clock, name);
    }
}
