package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.TestingLog;

class KeysAreTheSameForAllUshersTest {

    @TempDir
    private Path one;

    @TempDir
    private Path two;

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

    @Test
    void firstOnesSecretIsEverybodys() throws IOException {
        try (TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there =
                        TestingNode.of(redis.address(), two.resolve("data")).inStep()) {
            assertThat(there.store().secret()).isEqualTo(here.store().secret()).hasSize(32);
            Path copy = two.resolve("data").resolve("redis-secret");
            assertThat(Files.readString(copy)).isEqualTo(Files.readString(one.resolve("redis-secret")));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void copyServesWhileRedisIsDown() {
        // Given
        byte[] secret;
        try (TestingNode node = TestingNode.of(redis.address(), one).inStep()) {
            secret = node.store().secret();
        }
        redis.kill();

        // When
        try (TestingNode node = TestingNode.of(redis.address(), one)) {
            // Then
            assertThat(node.store().secret()).isEqualTo(secret);
            redis.startAgain(); // without it
            node.inStep();
            assertThat(node.store().secret()).isEqualTo(secret);
            try (TestingNode other = TestingNode.of(redis.address(), two).inStep()) {
                assertThat(other.store().secret()).isEqualTo(secret);
            }
        }
    }

    @Test
    void oneThatBeganWithAnotherSecretSaysSoUntilItIsRestarted() {
        // Given
        try (TestingNode first = TestingNode.of(redis.address(), one).inStep()) {
            redis.kill();
            try (TestingNode alone = TestingNode.of(redis.address(), two)) {
                assertThat(alone.store().secret()).isNotEqualTo(first.store().secret());

                // When
                redis.startAgain(); // without a secret: the first one to reach it puts its own there

                // Then
                TestingNode.eventually(() -> mustBeRestarted(first) || mustBeRestarted(alone));
                (mustBeRestarted(first) ? alone : first).inStep();
            }
        }
        try (TestingNode again = TestingNode.of(redis.address(), two).inStep();
                TestingNode first = TestingNode.of(redis.address(), one).inStep()) {
            assertThat(again.store().secret()).isEqualTo(first.store().secret());
        }
    }

    private static boolean mustBeRestarted(TestingNode node) {
        return node.store().problem().orElse("").contains("must be restarted");
    }

    @Test
    void garbageInPlaceOfTheSecretIsNotUsed() throws IOException {
        // Given
        Files.writeString(one.resolve("redis-secret"), "garbage");
        redis.run(told -> told.set("usher:secret", "garbage"));
        try (TestingLog log = TestingLog.of(SharedSecret.class);
                TestingNode node = TestingNode.of(redis.address(), one)) {
            // Then
            assertThat(node.store().problem()).contains("usher:secret holds no secret");
            assertThat(log.lines()).singleElement().asString().contains("redis-secret holds no secret");
            assertThat(node.store().secret()).hasSize(32);
        }
    }
}
