package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Grant;
import tv.usher.engine.TestingLog;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.ReasonCode;
import tv.usher.engine.util.TestingClock;

class OutageOfRedisIsNotDenialTest {

    /** For two commands of which each may take a second, on however slow a machine. */
    private static final Duration BOUND = Duration.ofSeconds(15);

    @TempDir
    private Path one;

    @TempDir
    private Path two;

    private final TestingLog log = TestingLog.of(RedisStore.class);
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.start();
    }

    @AfterEach
    void stop() {
        log.close();
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void knownViewersGoOnAndNewOnesAreDecidedHere() {
        try (TestingNode node = TestingNode.of(redis.address(), one).inStep()) {
            // Given
            Viewing known = viewing(node, 1);
            node.letIn(known, "anna", 2).join();

            // When
            redis.kill();
            TestingNode.eventually(() -> node.store().problem().isPresent());

            // Then
            assertThat(node.knows(known)).isTrue();
            assertThat(node.letIn(viewing(node, 2), "anna", 2).join().refusal()).isNull();
            assertThat(node.letIn(viewing(node, 3), "anna", 2).join().refusal()).isNotNull();
        }
    }

    @Test
    void restartedRedisThatForgotEverythingHearsItAgain() {
        try (TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            here.letIn(viewing(here, 1), "anna", 2).join();
            redis.kill();
            TestingNode.eventually(() -> here.store().problem().isPresent());
            here.letIn(viewing(here, 2), "anna", 2).join();

            // When
            redis.startAgain();
            here.inStep();
            there.inStep();

            // Then
            assertThat(there.finds(viewing(there, 1))).isTrue();
            assertThat(there.finds(viewing(there, 2))).isTrue();
            assertThat(there.letIn(viewing(there, 3), "anna", 2).join().refusal())
                    .isNotNull();
        }
    }

    @Test
    void whyAClusterCannotBeReachedIsTold() {
        redis.kill();
        String address = redis.address().replace("redis://", "redis-cluster://");
        try (TestingNode node = TestingNode.of(address, one)) {
            TestingNode.eventually(() -> node.store().problem().equals(Optional.of("connection refused")));
        }
    }

    @Test
    void renewalDuringAnOutageIsKnownToAllOnceItIsOver() {
        try (TestingNode here = TestingNode.of(redis.address("1s"), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            Viewing viewing = viewing(here, 1);
            Session session = here.letIn(viewing, "anna", 2).join().session();
            redis.hang();

            // When
            try {
                TestingNode.eventually(() -> here.store().problem().isPresent());
                here.sessions()
                        .reauthorization()
                        .renew(session, Grant.lasting(Duration.ofHours(9)).user("anna"));
            } finally {
                redis.goOn();
            }

            // Then
            long renewed = System.currentTimeMillis() + Duration.ofHours(8).toMillis();
            TestingNode.eventually(() -> there.store().find(List.of(viewing.key())).join().sessions().stream()
                    .findFirst()
                    .filter(stored -> stored.validUntil() > renewed)
                    .isPresent());
        }
    }

    @Test
    void outageIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        try (TestingNode node = TestingNode.of(redis.address(), one).inStep()) {
            // When
            redis.kill();
            TestingNode.eventually(() -> node.store().problem().equals(Optional.of("connection refused")));
            node.finds(viewing(node, 1));
            redis.startAgain();
            node.inStep();

            // Then
            assertThat(log.lines()).hasSize(3);
            assertThat(log.lines().get(1)).contains("is unavailable", "goes by what it knows itself");
            assertThat(log.lines().get(2)).contains("shared through redis://127.0.0.1:", "again");
        }
    }

    @Test
    void nobodyWaitsLongForARedisThatHangs() {
        try (TestingNode node = TestingNode.of(redis.address("1s"), one).inStep()) {
            // Given
            Viewing known = viewing(node, 1);
            node.letIn(known, "anna", 2).join();

            // When
            redis.hang();
            try {
                long begin = System.nanoTime();
                boolean found = node.finds(viewing(node, 2));
                boolean admitted =
                        node.letIn(viewing(node, 2), "anna", 2).join().refusal() == null;
                Duration waited = Duration.ofNanos(System.nanoTime() - begin);

                // Then
                assertThat(found).isFalse();
                assertThat(admitted).isTrue();
                assertThat(node.knows(known)).isTrue();
                assertThat(waited).isLessThan(BOUND);
                TestingNode.eventually(() -> node.store().problem().isPresent());
            } finally {
                redis.goOn();
            }
            node.inStep();
        }
    }

    /** It takes no write any more ({@code maxmemory} with {@code noeviction}), but answers. */
    @Test
    void nobodyIsDeniedByARedisThatIsFull() {
        try (TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            Viewing known = viewing(here, 1);
            here.letIn(known, "anna", 2).join();

            // When
            redis.run(told -> told.configSet("maxmemory", "1"));
            here.sessions()
                    .deny(viewing(here, 9), new Refusal(ReasonCode.DENIED_BY_STATUS.with("status 403"), "portal"));
            TestingNode.eventually(() -> here.store().problem().isPresent());

            // Then
            assertThat(here.letIn(viewing(here, 2), "anna", 2).join().refusal()).isNull();
            assertThat(here.letIn(viewing(here, 3), "anna", 2).join().refusal()).isNotNull();
            assertThat(here.knows(known)).isTrue();
            assertThat(here.store().problem()).contains("it says OOM");
            redis.run(told -> told.configSet("maxmemory", "0"));
            here.inStep();
            there.inStep();
            assertThat(there.finds(viewing(there, 2))).isTrue();
        }
    }

    @Test
    void nobodyWaitsLongForARedisThatPausesItsClients() {
        try (TestingNode node = TestingNode.of(redis.address("1s"), one).inStep()) {
            // Given
            Viewing known = viewing(node, 1);
            node.letIn(known, "anna", 2).join();

            // When
            redis.run(told -> told.clientPause(Duration.ofMinutes(1).toMillis()));
            long begin = System.nanoTime();
            boolean admitted = node.letIn(viewing(node, 2), "anna", 2).join().refusal() == null;

            // Then
            assertThat(admitted).isTrue();
            assertThat(node.knows(known)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
        }
    }

    /** Neither side hears that the connection is dead. */
    @Test
    void aConnectionThatCarriesNothingIsReplaced() throws Exception {
        try (StallingRelay relay = StallingRelay.to(redis.port());
                TestingNode here = TestingNode.of("redis://127.0.0.1:" + relay.port() + "?timeout=1s", one)
                        .inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            Viewing known = viewing(here, 1);
            here.letIn(known, "anna", 2).join();

            // When
            relay.stall();
            long begin = System.nanoTime();
            boolean admitted = here.letIn(viewing(here, 2), "anna", 2).join().refusal() == null;

            // Then
            assertThat(admitted).isTrue();
            assertThat(here.knows(known)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
            TestingNode.eventually(() -> there.finds(viewing(there, 2)));
            here.inStep();
            there.letIn(viewing(there, 3), "boris", 1).join();
            TestingNode.eventually(() -> here.finds(viewing(here, 3)));
        }
    }

    @Test
    void storeThatIsNotThereAtStartIsUsedOnceItIs() {
        // Given
        redis.kill();
        try (TestingNode node = TestingNode.of(redis.address(), one)) {
            Viewing viewing = viewing(node, 1);
            assertThat(node.finds(viewing)).isFalse();
            assertThat(node.letIn(viewing, "anna", 2).join().refusal()).isNull();

            // When
            redis.startAgain();
            node.inStep();

            // Then
            try (TestingNode other = TestingNode.of(redis.address(), two).inStep()) {
                assertThat(other.finds(viewing(other, 1))).isTrue();
            }
        }
    }

    @Test
    void sessionsThatRedisLostWithoutAnOutageAreThereAgainSoon() {
        try (TestingNode here = TestingNode.of(redis.address(), one).inStep();
                TestingNode there = TestingNode.of(redis.address(), two).inStep()) {
            // Given
            here.letIn(viewing(here, 1), "anna", 2).join();
            redis.run(told -> told.flushall());

            // When
            here.sessions().sweeper().sweep();

            // Then
            TestingNode.eventually(() -> there.finds(viewing(there, 1)));
        }
    }

    @Test
    void bansAndTheSecretThatRedisLostWithoutAnOutageAreThereAgainSoon() {
        TestingClock clock = TestingClock.at(Instant.now());
        try (TestingNode node = TestingNode.of(redis.address(), one, clock).inStep()) {
            // Given
            node.sessions().revocations().kick(new UserId("portal", "anna"), TestingKicks.of(Duration.ofHours(1)));
            TestingNode.eventually(() -> redis.run(told -> told.zcard("usher:bans")) == 1);
            redis.run(told -> told.flushall());

            // When
            clock.passes(Duration.ofMinutes(1));

            // Then
            String secret = HexFormat.of().formatHex(node.store().secret());
            TestingNode.eventually(() -> redis.run(told -> told.zcard("usher:bans")) == 1
                    && secret.equals(redis.run(told -> told.get("usher:secret"))));
        }
    }

    @Test
    void redisThatMayDropBansIsWarnedOf() {
        try (RedisServer dropping = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
                TestingNode node = TestingNode.of(dropping.address(), one).inStep()) {
            assertThat(node.store().problem()).isEmpty();
            assertThat(log.lines()).anyMatch(line -> line.contains("maxmemory-policy"));
        }
    }

    /** As one does that saves now and then, or a replica that lags: its events end earlier than those that were heard. */
    @Test
    void banThatWasLiftedIsNotHeardAgainFromARedisThatLostItsLastSecond() {
        try (RedisServer saved = RedisServer.start("--dir", one.toString());
                TestingNode node = TestingNode.of(saved.address(), two).inStep()) {
            // Given
            UserId anna = new UserId("portal", "anna");
            node.sessions().revocations().kick(anna, TestingKicks.of(Duration.ofHours(1)));
            node.sessions().revocations().lift(TestingBans.of(anna, 0));
            hearsOfAnEnd(node, saved);
            Viewing viewing = viewing(node, 1);
            node.letIn(viewing, "anna", 3).join();
            saved.run(told -> told.save());
            hearsOfAnEnd(node, saved);

            // When
            saved.kill();
            TestingNode.eventually(() -> node.store().problem().isPresent());
            saved.startAgain();
            node.inStep();

            // Then
            assertThat(node.knows(viewing)).isTrue();
            assertThat(node.refuses(viewing)).isFalse();
        }
    }

    /** And of all that happened before. */
    private static void hearsOfAnEnd(TestingNode node, RedisServer redis) {
        Viewing other = viewing(node, 9);
        node.letIn(other, "bert", 3).join();
        String key = other.key().hex();
        String later = Long.toString(System.currentTimeMillis() + 1_000);
        redis.run(told -> told.xadd("usher:events", "what", "ended", "whom", key, "at", later));
        TestingNode.eventually(() -> !node.knows(other));
    }

    private static Viewing viewing(TestingNode node, int viewer) {
        return node.viewing("192.0.2." + viewer, "/live/ch1/index.m3u8", "token" + viewer);
    }
}
