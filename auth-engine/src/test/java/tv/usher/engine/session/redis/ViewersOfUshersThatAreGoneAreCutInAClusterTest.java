package tv.usher.engine.session.redis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ViewersOfUshersThatAreGoneAreCutInAClusterTest extends ViewersOfUshersThatAreGoneAreCutTest {

    private static RedisCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = RedisCluster.start();
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Override
    String startRedis() {
        cluster.empty();
        return cluster.address();
    }
}
