package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tv.usher.api.Secret;
import tv.usher.engine.TestingLog;
import tv.usher.engine.util.Clock;

/** An operator has to know that a kick may not have reached an Usher. */
class LostEventsAreToldTest {

    private static final String EVENTS = "usher:events";

    private final RedisServer redis = RedisServer.start();
    private final RedisConnection connection = new RedisConnection(RedisAddress.parse(Secret.of(redis.address())));
    private final Inbox inbox = new Inbox(connection, Shard.whole(Duration.ZERO, Clock.system(), ""), null, null);
    private final TestingLog log = TestingLog.of(Inbox.class.getName());

    @BeforeEach
    void connect() {
        connection.connect();
    }

    @AfterEach
    void stop() {
        log.close();
        connection.close();
        redis.close();
    }

    @Test
    void onceTheUsherIsBack() {
        // Given
        happens();
        inbox.locate();
        happens();
        inbox.locate();
        assertThat(log.lines()).isEmpty();

        // When
        redis.run(told -> told.eval(
                "for i = 1, 100001 do redis.call('XADD', KEYS[1], 'MAXLEN', 100000, '*', 'what', 'room') end",
                ScriptOutputType.STATUS,
                EVENTS));
        inbox.locate();

        // Then
        assertThat(log.lines()).singleElement().asString().contains(EVENTS, "kick him again");
    }

    @Test
    void aLossOfRedisIsNoneOfThose() {
        // Given
        happens();
        inbox.locate();

        // When
        redis.run(told -> told.del(EVENTS));
        happens();
        inbox.locate();

        // Then
        assertThat(log.lines()).isEmpty();
    }

    private void happens() {
        redis.run(told -> told.xadd(EVENTS, Map.of("what", "room", "whom", "user:portal:anna", "at", "0")));
    }
}
