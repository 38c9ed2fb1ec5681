package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Secret;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionStoreContract;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.Clock;

class RedisStoreContractTest extends SessionStoreContract<RedisStore> {

    @TempDir
    Path folder;

    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    protected RedisStore store(Clock clock) {
        return RedisStore.of(
                TestingSessions.sharedBy(redis.address("2s"), OverLimit.DENY_NEWEST), folder.resolve("data"), clock);
    }

    @Override
    protected boolean survivesRestart() {
        return true;
    }

    @Override
    protected boolean canFail() {
        return true;
    }

    @Override
    protected void fail(RedisStore store, Runnable somethingToDo) {
        redis.kill();
        eventually(() -> store.problem().isPresent());
    }

    @Override
    protected void recover() {
        redis.startAgain();
    }

    @Override
    protected void hang() {
        redis.hang();
    }

    @Override
    protected void hangNoLonger() {
        redis.goOn();
    }

    /** The moment in between is too short for {@link #whoCallsWhileItIsClosedIsAnswered} to meet it. */
    @Test
    void whatIsToBeToldInTheMomentOfTheEndIsDropped() {
        // Given
        RedisConnection connection = new RedisConnection(RedisAddress.parse(Secret.of(redis.address())));
        Shards shards = Shards.of(RedisAddress.parse(Secret.of(redis.address())), Duration.ZERO, Clock.system());
        ConnectionState state = new ConnectionState(RedisAddress.parse(Secret.of(redis.address())));
        SharedSecret secret = new SharedSecret(folder.resolve("secret"), new SecureRandom());
        Nodes nodes = new Nodes(connection, new ServerClock(Clock.system()), Clock.system(), "edge-1/10");
        Heartbeat heartbeat = new Heartbeat(connection, shards, state, secret, nodes, Clock.system());

        // When
        heartbeat.close();

        // Then
        assertThatCode(() -> heartbeat.between(() -> {})).doesNotThrowAnyException();
    }
}
