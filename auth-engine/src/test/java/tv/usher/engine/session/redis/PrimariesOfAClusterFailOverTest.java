package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.testing.TakesLong;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;

/** Two Ushers, and a real cluster whose primaries have replicas. */
@TakesLong
class PrimariesOfAClusterFailOverTest {

    private static final int VIEWERS = 20;

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    @Test
    void whateverPrimaryDiesNobodyIsDeniedAndLimitsAreExactAgain() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                TestingNode here = TestingNode.of(cluster.address("2s"), one).inStep();
                TestingNode there = TestingNode.of(cluster.address("2s"), two).inStep()) {
            // Given
            for (int i = 0; i < VIEWERS; i++) {
                here.letIn(viewing(here, i, 1), "user" + i, 2).join();
            }

            // When
            cluster.primary(1).kill();
            TestingNode.eventually(() -> here.store().problem().isPresent());

            // Then
            for (int i = 0; i < VIEWERS; i++) {
                assertThat(here.knows(viewing(here, i, 1)))
                        .as("played on at once")
                        .isTrue();
                assertThat(there.letIn(viewing(there, i, 2), "user" + i, 2)
                                .join()
                                .refusal())
                        .as("no denial")
                        .isNull();
            }
            TestingNode.eventually(() ->
                    here.store().problem().isEmpty() && there.store().problem().isEmpty());
            for (int i = 0; i < VIEWERS; i++) {
                assertThat(here.letIn(viewing(here, i, 3), "user" + i, 2).join().refusal())
                        .as("exact again")
                        .isNotNull();
                assertThat(here.finds(viewing(here, i, 2))).isTrue();
            }

            // When
            here.sessions().revocations().kick(new UserId("portal", "user7"), TestingKicks.of(Duration.ZERO));

            // Then
            TestingNode.eventually(() -> !there.knows(viewing(there, 7, 2)) && !here.knows(viewing(here, 7, 1)));
            String replication = cluster.replica(1).run(redis -> redis.info("replication"));
            assertThat(replication).contains("role:master");
        }
    }

    @Test
    void aReplicaThatHangsKeepsNobodyOut() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas()) {
            // Given
            cluster.replica(2).hang();

            // Then
            try (TestingNode here = TestingNode.of(cluster.address(), one)) {
                here.inStep();
            }
        }
    }

    /** An operator moves a primary: the old one answers MOVED, and is a replica that only reads. */
    @Test
    void aPrimaryThatWasDemotedIsLeft() {
        try (RedisCluster cluster = RedisCluster.startWithReplicas();
                TestingNode here = TestingNode.of(cluster.address(), one).inStep()) {
            // Given
            here.letIn(viewing(here, 1, 1), "anna", 1).join();

            // When
            cluster.replica(0).run(redis -> redis.clusterFailover(false));
            TestingNode.eventually(() ->
                    cluster.replica(0).run(redis -> redis.info("replication")).contains("role:master"));

            // Then
            for (int i = 0; i < VIEWERS; i++) {
                assertThat(here.letIn(viewing(here, i, 2), "user" + i, 2).join().refusal())
                        .isNull();
            }
            assertThat(here.knows(viewing(here, 1, 1))).isTrue();
            TestingNode.eventually(() -> here.store().problem().isEmpty());
        }
    }

    private static Viewing viewing(TestingNode node, int user, int screen) {
        return node.viewing("192.0.2." + screen, "/live/ch" + screen + "/index.m3u8", "t" + user + "-" + screen);
    }
}
