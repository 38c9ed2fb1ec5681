package tv.usher.engine.session.redis;

/** Places of one viewer's limits are in several shards there. */
class LimitsFollowTheirModelInAClusterTest extends LimitsFollowTheirModelAcrossUshersTest {

    @Override
    SharedRedis redis() {
        return RedisCluster.start();
    }
}
