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
    TestingNode here;
    TestingNode there;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
        here = TestingNode.of(redis.address(), ofHere()).inStep();
        there = TestingNode.of(redis.address(), ofThere()).inStep();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            here.close();
            there.close();
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
