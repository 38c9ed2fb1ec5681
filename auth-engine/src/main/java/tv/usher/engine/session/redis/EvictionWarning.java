package tv.usher.engine.session.redis;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once of a Redis that drops also what never expires when its memory is full: bans, and the secret. Used by one thread. */
final class EvictionWarning {

    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

    private boolean told;

    /** Blocks. A user of Redis who may not know isn't warned. */
    void warn(RedisConnection connection) {
        if (told) {
            return;
        }
        String memory = RedisConnection.await(
                connection.send(redis -> redis.info("memory")).exceptionally(failure -> ""));
        if (memory.contains("maxmemory_policy:allkeys-") && !memory.contains("\nmaxmemory:0\r")) {
            told = true;
            log.warn(
                    "Redis drops any key when its memory is full (maxmemory-policy allkeys-…), also bans: set noeviction");
        }
    }
}
