package tv.usher.engine.session.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class LimitsAreExactInAClusterTest extends LimitsAreExactAcrossUshersTest {

    private static RedisCluster cluster;

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

    @Override
    SharedRedis redis() {
        return cluster.borrowed();
    }
}
