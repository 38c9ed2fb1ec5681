package tv.usher.engine.session.redis;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two Ushers that share a real Redis, for each test of a subclass. */
abstract class TwoUshers {

    @TempDir
    private Path folder;

    RedisServer redis;
    String address;
    TestingNode here;
    TestingNode there;

    @BeforeEach
    void start() {
        address = startRedis();
        here = TestingNode.of(address, ofHere()).inStep();
        there = TestingNode.of(address, ofThere()).inStep();
    }

    /** Where it is; {@link #redis} is null where there are several. */
    String startRedis() {
        redis = RedisServer.start();
        return redis.address();
    }

    @AfterEach
    void stop() {
        if (here != null) {
            here.close();
        }
        if (there != null) {
            there.close();
        }
        if (redis != null) {
            redis.close();
        }
    }

    /** Its data folder. */
    Path ofHere() {
        return folder.resolve("here");
    }

    /** Its data folder. */
    Path ofThere() {
        return folder.resolve("there");
    }

    /** The data folder of one more. */
    Path ofAnother() {
        return folder.resolve("another");
    }
}
