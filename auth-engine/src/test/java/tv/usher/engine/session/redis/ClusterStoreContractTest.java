package tv.usher.engine.session.redis;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.SessionStoreContract;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.Clock;

@TakesLong
class ClusterStoreContractTest extends SessionStoreContract<RedisStore> {

    private static RedisCluster cluster;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @BeforeEach
    void empty() {
        cluster.recover();
        cluster.empty();
    }

    @Override
    protected RedisStore store(Clock clock) {
        return RedisStore.of(
                TestingSessions.sharedBy(cluster.address("2s"), OverLimit.DENY_NEWEST), folder.resolve("data"), clock);
    }

    @Override
    protected boolean survivesRestart() {
        return true;
    }

    /** The user's shard tells the others of them. */
    @Override
    protected boolean kicksAtOnce() {
        return false;
    }

    @Override
    protected boolean canFail() {
        return true;
    }

    @Override
    protected void fail(RedisStore store, Runnable somethingToDo) {
        cluster.kill();
        eventually(() -> store.problem().isPresent());
    }

    @Override
    protected void recover() {
        cluster.recover();
    }

    @Override
    protected void hang() {
        cluster.hang();
    }

    @Override
    protected void hangNoLonger() {
        cluster.goOn();
    }
}
