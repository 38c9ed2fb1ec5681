package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tv.usher.api.Secret;
import tv.usher.engine.TestingLog;
import tv.usher.engine.util.Clock;

/** An operator has to know that a kick may not have reached an Usher. */
class LostEventsAreToldTest {

    private static final String EVENTS = "usher:events";

    @Test
    void onceTheUsherIsBack() {
        try (RedisServer redis = RedisServer.start();
                RedisConnection connection = new RedisConnection(RedisAddress.parse(Secret.of(redis.address())));
                TestingLog log = TestingLog.of(Inbox.class.getName())) {
            // Given
            connection.connect();
            Inbox inbox = new Inbox(connection, Shard.whole(Duration.ZERO, Clock.system(), ""), null, null);
            happens(redis);
            inbox.locate();
            happens(redis);
            inbox.locate();
            assertThat(log.lines()).isEmpty();

            // When
            happens(redis);
            redis.run(told -> told.xtrim(EVENTS, 1));
            inbox.locate();

            // Then
            assertThat(log.lines()).singleElement().asString().contains(EVENTS, "kick him again");
        }
    }

    private static void happens(RedisServer redis) {
        redis.run(told -> told.xadd(EVENTS, Map.of("what", "room", "whom", "user:portal:anna", "at", "0")));
    }
}
