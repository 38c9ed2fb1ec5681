package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;

/** Two Ushers, a real primary with a replica, and a real Sentinel that makes the replica the primary when that one dies. */
class SentinelsPrimaryIsFollowedTest {

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    @TempDir
    private Path folder;

    private RedisServer primary;
    private RedisServer replica;
    private Sentinel sentinel;

    @BeforeEach
    void start() throws IOException {
        primary = RedisServer.start();
        replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port());
        sentinel = Sentinel.watching(primary, folder);
        await("the replica is known")
                .until(() -> replica.run(redis -> redis.info("replication")).contains("master_link_status:up")
                        && primary.run(redis -> redis.info("replication")).contains("connected_slaves:1"));
        await("Sentinel knows both").until(() -> sentinel.replicas() == 1);
    }

    @AfterEach
    void stop() {
        if (sentinel != null) {
            sentinel.close();
            replica.close();
            primary.close();
        }
    }

    @Test
    void afterThePrimaryDiesViewersAreKnownAndLimitsAreExactAgain() {
        try (TestingNode here = TestingNode.of(sentinel.address(), one).inStep();
                TestingNode there = TestingNode.of(sentinel.address(), two).inStep()) {
            // Given
            here.letIn(viewing(here, 1), "anna", 2).join();
            TestingNode.eventually(() -> there.finds(viewing(there, 1)));

            // When
            primary.kill();

            // Then
            assertThat(here.knows(viewing(here, 1))).as("played on at once").isTrue();
            assertThat(there.knows(viewing(there, 1))).as("played on at once").isTrue();
            assertThat(there.letIn(viewing(there, 2), "anna", 2).join().refusal())
                    .as("no denial")
                    .isNull();
            await("the new primary").until(() -> sentinel.primary().endsWith(":" + replica.port()));
            TestingNode.eventually(() -> here.store().problem().isEmpty()
                    && there.store().problem().isEmpty()
                    && here.finds(viewing(here, 2)));
            assertThat(here.letIn(viewing(here, 3), "anna", 2).join().refusal())
                    .as("exact again")
                    .isNotNull();

            // When
            here.sessions().revocations().kick(new UserId("portal", "anna"), TestingKicks.of(Duration.ZERO));

            // Then
            TestingNode.eventually(() -> !there.knows(viewing(there, 1)) && !there.knows(viewing(there, 2)));
        }
    }

    @Test
    void aPrimaryThatWasDemotedIsLeft() {
        try (TestingNode here = TestingNode.of(sentinel.address(), one).inStep()) {
            // Given
            here.letIn(viewing(here, 1), "anna", 1).join();

            // When
            await("a failover by hand").until(sentinel::failover);

            // Then
            await("the new primary").until(() -> sentinel.primary().endsWith(":" + replica.port()));
            TestingNode.eventually(() -> {
                here.letIn(viewing(here, 2), "bert", 1).join();
                return here.store().problem().isEmpty()
                        && replica.run(redis -> redis.keys("usher:user:portal:bert"))
                                        .size()
                                == 1;
            });
            assertThat(here.knows(viewing(here, 1))).isTrue();
        }
    }

    private static Viewing viewing(TestingNode node, int number) {
        return node.viewing("192.0.2." + number, "/live/ch" + number + "/index.m3u8", "t" + number);
    }
}
