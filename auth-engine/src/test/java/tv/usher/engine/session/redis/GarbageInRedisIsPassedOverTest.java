package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.Viewing;

class GarbageInRedisIsPassedOverTest {

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    private final TestingLog log = TestingLog.of(ScriptReplies.class);
    private final TestingLog events = TestingLog.of(Inbox.class);
    private RedisServer redis;
    private TestingNode here;
    private TestingNode there;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        here = TestingNode.of(redis.address(), one).inStep();
        there = TestingNode.of(redis.address(), two).inStep();
    }

    @AfterEach
    void stop() {
        log.close();
        events.close();
        if (redis != null) {
            here.close();
            there.close();
            redis.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "began, yesterday",
        "began, -1",
        "began, 9223372036854775807",
        "grant-ends, 1e12",
        "valid-until, ''",
        "idle-timeout, 0",
        "idle-timeout, 9223372036854775807",
        "agent, 99999999999",
        "follow, ../../etc/passwd",
        "user, 'an\na'",
        "name, 'an\r\nX-UserId: root'"
    })
    void sessionWithAFieldThatMakesNoSenseIsNone(String field, String value) {
        // Given
        Viewing viewing = viewing(here);
        here.letIn(viewing, "anna", 0).join();
        TestingNode.eventually(() -> redis.run(told -> told.exists(key(viewing))) == 1);

        // When
        redis.run(told -> told.hset(key(viewing), field, value));

        // Then
        assertThat(there.finds(viewing(there))).isFalse();
        assertThat(there.finds(viewing(there))).isFalse();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains(viewing.key().hex());
        assertThat(there.store().problem()).isEmpty();
    }

    @Test
    void wrongKindsOfValuesAreReplaced() {
        // Given
        Viewing viewing = viewing(here);
        redis.run(told -> told.set(key(viewing), "garbage"));
        redis.run(told -> told.set("usher:user:portal:anna", "garbage"));
        redis.run(told -> told.lpush("usher:denial:" + viewing.key().hex(), "garbage"));
        redis.run(told -> told.lpush("usher:follow:" + viewing(here, "").key().hex(), "garbage"));
        assertThat(here.finds(viewing)).isFalse();

        // When
        boolean admitted = here.letIn(viewing, "anna", 1).join().refusal() == null;

        // Then
        assertThat(admitted).isTrue();
        TestingNode.eventually(() -> there.finds(viewing(there)));
        assertThat(there.finds(viewing(there, ""))).isTrue();
        assertThat(here.store().problem()).isEmpty();
    }

    @Test
    void sessionOfAnotherKeyIsNotFollowed() {
        // Given
        Viewing granted = viewing(here);
        here.letIn(granted, "anna", 0).join();
        Viewing other = there.viewing("192.0.2.9", "/live/ch1/7.ts", "");

        // When
        redis.run(told ->
                told.set("usher:follow:" + other.key().hex(), granted.key().hex()));

        // Then
        assertThat(there.finds(other)).isFalse();
    }

    @Test
    void eventsThatMakeNoSenseStopNoOthers() {
        // Given
        Viewing viewing = viewing(here);
        here.letIn(viewing, "anna", 1).join();
        long now = System.currentTimeMillis();

        // When
        redis.run(told ->
                told.xadd("usher:events", "what", "ended", "whom", viewing.key().hex()));
        redis.run(told -> told.xadd("usher:events", "what", "kicked", "whom", "user:", "at", "1", "ban", "-7"));
        redis.run(told -> told.xadd("usher:events", Map.of("what", "dance", "at", "1")));
        redis.run(told -> told.xadd("usher:events", Map.of("x", "y")));
        redis.run(told -> told.xadd(
                "usher:events", "what", "ended", "whom", viewing.key().hex(), "at", Long.toString(now + 1_000)));

        // Then
        TestingNode.eventually(() -> !here.knows(viewing));
        assertThat(events.lines()).hasSizeGreaterThanOrEqualTo(4);
    }

    private static String key(Viewing viewing) {
        return "usher:session:" + viewing.key().hex();
    }

    private static Viewing viewing(TestingNode node) {
        return viewing(node, "a");
    }

    private static Viewing viewing(TestingNode node, String token) {
        return node.viewing("192.0.2.1", "/live/ch1/index.m3u8", token);
    }
}
