package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.usher.api.Secret;
import tv.usher.engine.session.AdmissionResult;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionEnd;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingBans;
import tv.usher.engine.session.TestingKicks;
import tv.usher.engine.session.UserId;
import tv.usher.engine.session.Viewing;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.KeyHash;

/** A session is in the shards of its key, its follow key, its user and its limits; what happens to it in one happens in all. */
class UshersShareAClusterTest {

    private static final UserId ANNA = new UserId("portal", "anna");
    private static final Duration LONG = Duration.ofHours(1);
    private static final SessionLimit OF_ADDRESS = new SessionLimit("address", PlaceOwner.ADDRESS, 2, false);
    private static final SessionLimit OF_CHANNEL = new SessionLimit("channel", PlaceOwner.CHANNEL, 2, false);
    private static final String[] USERS = {"anna", "bert", "carl", "dora", "emil", "fina", "gerd", "hans"};

    private static RedisCluster cluster;

    @TempDir
    private Path folder;

    private TestingNode here;
    private TestingNode there;

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

    @BeforeEach
    void start() {
        cluster.empty();
        here = TestingNode.of(cluster.address(), folder.resolve("here")).inStep();
        there = TestingNode.of(cluster.address(), folder.resolve("there")).inStep();
    }

    @AfterEach
    void stop() {
        if (there != null) {
            here.close();
            there.close();
        }
    }

    @Test
    void aUsersPlacesAreInOneSlotAndUsersAreSpreadOverAllPrimaries() {
        // When
        for (String user : USERS) {
            here.letIn(viewing(here, 1, user), user, 2, new SessionLimit("screens", PlaceOwner.USER, 3, false))
                    .join();
        }
        TestingNode.eventually(() -> cluster.keys("usher:{*}:user:*").size() == USERS.length);

        // Then
        Map<String, String> tags = new HashMap<>();
        cluster.keys("usher:{*}:user:*").forEach(key -> tags.put(lastPart(key), tag(key)));
        assertThat(cluster.keys("usher:{*}:limit:screens:*"))
                .hasSize(USERS.length)
                .allSatisfy(key -> assertThat(tags).containsEntry(lastPart(key), tag(key)));
        assertThat(cluster.run(redis -> redis.dbsize())).allMatch(keys -> keys > 0);
    }

    @Test
    void kickedUserIsOverInEveryShard() {
        // Given
        here.letIn(viewing(here, 1, "a"), "anna", 0, OF_ADDRESS, OF_CHANNEL).join();
        there.letIn(viewing(there, 2, "b"), "anna", 0, OF_ADDRESS, OF_CHANNEL).join();
        TestingNode.eventually(() -> sessions() > 4 && here.finds(viewing(here, 2, "b")));

        // When
        there.sessions().revocations().kick(ANNA, TestingKicks.of(LONG));

        // Then
        TestingNode.eventually(() -> !here.knows(viewing(here, 1, "a")) && !here.knows(viewing(here, 2, "b")));
        TestingNode.eventually(() -> isNowhere("anna"));
        assertThat(here.letIn(viewing(here, 1, "c"), "anna", 0).join().refusal())
                .isNotNull();
        assertThat(here.finds(viewing(here, 2, "b"))).isFalse();
    }

    /** Nobody but the cluster knows that session any more. */
    @Test
    void kickedUserIsOverInEveryShardThoughHisUsherIsGone() {
        // Given
        TestingNode gone =
                TestingNode.of(cluster.address(), folder.resolve("gone")).inStep();
        gone.letIn(viewing(gone, 1, "a"), "anna", 0, OF_ADDRESS, OF_CHANNEL).join();
        TestingNode.eventually(() -> sessions() > 2);
        gone.close();

        // When
        there.sessions().revocations().kick(ANNA, TestingKicks.of(Duration.ZERO));

        // Then
        TestingNode.eventually(() -> isNowhere("anna"));
        assertThat(here.finds(viewing(here, 1, "a"))).isFalse();
        assertThat(here.finds(viewing(here, 1, ""))).isFalse();
    }

    @Test
    void whoLeavesGivesBackThePlacesOfAllShards() {
        // Given
        Viewing first = viewing(here, 1, "a");
        here.letIn(first, "anna", 1, OF_ADDRESS).join();
        here.letIn(viewing(here, 1, "b"), "bert", 1, OF_ADDRESS).join();
        assertThat(there.letIn(viewing(there, 1, "c"), "carl", 1, OF_ADDRESS)
                        .join()
                        .refusal())
                .isNotNull();

        // When
        here.sessions().end(here.known(first), SessionEnd.LEFT);

        // Then
        TestingNode.eventually(() -> there.letIn(viewing(there, 1, "c"), "carl", 1, OF_ADDRESS)
                        .join()
                        .refusal()
                == null);
    }

    @Test
    void whoIsRefusedByTheLastLimitHoldsNoPlaceOfTheFirst() {
        // Given
        SessionLimit one = new SessionLimit("one", PlaceOwner.ADDRESS, 1, false);
        here.letIn(viewing(here, 1, "a"), "bert", 0, one).join();

        // When
        boolean refused =
                there.letIn(viewing(there, 1, "b"), "anna", 1, one).join().refusal() != null;

        // Then
        assertThat(refused).isTrue();
        assertThat(there.letIn(viewing(there, 2, "c"), "anna", 1, one).join().refusal())
                .isNull();
    }

    @Test
    void nobodyEndsForANewcomerWhoIsNotLetIn() {
        try (TestingNode strict = TestingNode.of(cluster.address(), folder.resolve("strict"), OverLimit.END_OLDEST)
                .inStep()) {
            // Given
            SessionLimit ofChannel = new SessionLimit("one", PlaceOwner.CHANNEL, 1, false);
            Viewing other = strict.viewing("192.0.2.9", "/live/ch9/index.m3u8", "x");
            strict.letIn(other, "bert", 0, ofChannel).join();
            Viewing first = viewing(strict, 1, "a");
            strict.letIn(first, "anna", 1, ofChannel).join();

            // When
            Viewing second = strict.viewing("192.0.2.2", "/live/ch9/index.m3u8", "b");
            boolean refused = strict.letIn(second, "anna", 1, ofChannel).join().refusal() != null;

            // Then
            assertThat(refused).isTrue();
            assertThat(strict.knows(first)).isTrue();
            assertThat(strict.knows(other)).isTrue();
        }
    }

    @Test
    void sessionsOfAUserAreShownWhereverTheyLive() {
        // Given
        here.letIn(viewing(here, 1, "a"), "anna", 0).join();
        there.letIn(viewing(there, 2, "b"), "anna", 0).join();
        there.letIn(viewing(there, 3, "c"), "bert", 0).join();

        // Then
        TestingNode.eventually(() -> shown(here).size() == 2);
        assertThat(shown(there))
                .extracting(session -> session.playback().client())
                .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }

    @Test
    void codeIsGoodOnce() {
        OneTimeCodes codes = codes(here);
        OneTimeCodes others = codes(there);
        for (String user : USERS) {
            // Given
            UserId whose = new UserId("portal", user);
            String code = codes.issue(whose).reveal();

            // When
            boolean used = codes.use(code, whose).join();

            // Then
            assertThat(used).isTrue();
            assertThat(others.use(code, whose).join()).isFalse();
        }
    }

    @Test
    void bansOfAllShardsAreReadAtAStartAndLiftedForAll() {
        // Given
        for (String user : USERS) {
            here.sessions().revocations().kick(new UserId("portal", user), TestingKicks.of(LONG));
        }
        TestingNode.eventually(() -> banned(there) == USERS.length);

        // When
        try (TestingNode late =
                TestingNode.of(cluster.address(), folder.resolve("late")).inStep()) {
            int atItsStart = banned(late);
            for (String user : USERS) {
                late.sessions().revocations().lift(TestingBans.of(new UserId("portal", user), 0));
            }

            // Then
            assertThat(atItsStart).isEqualTo(USERS.length);
            TestingNode.eventually(() -> banned(here) == 0 && banned(there) == 0);
        }
    }

    /** Requests without a token are answered by any session of their follow key, so all of them go on. */
    @Test
    void whatGoesOnWithAnotherGoesOnInAllItsShards() {
        // Given
        StoredSession old = stored(here, viewing(here, 1, "a"), "anna");
        StoredSession young = stored(there, viewing(there, 1, "b"), "bert");
        long seen = young.lastSeen() + Duration.ofMinutes(1).toMillis();

        // When
        there.store().seen(List.of(young.seenAt(seen)).iterator());

        // Then
        TestingNode.eventually(() -> here.store().find(List.of(old.key())).join().sessions().stream()
                        .findFirst()
                        .filter(found -> found.lastSeen() > old.lastSeen() + 50_000)
                        .isPresent()
                && here.store().sessionsOf(old.userId(), 10).join().stream()
                        .allMatch(found -> found.lastSeen() > old.lastSeen() + 50_000));
    }

    /** As when whoever kicked him crashed before it had told the other shards. */
    @Test
    void anEndThatOneShardAloneHeardIsCarriedToTheOthers() {
        // Given
        StoredSession session = stored(here, viewing(here, 1, "a"), "anna");
        Shards shards = shards();
        Shard ofUser = shards.of(ANNA);

        // When
        try (RedisConnection connection = new RedisConnection(address())) {
            connection.connect();
            Change change = Change.remove(session, System.currentTimeMillis(), ofUser);
            RedisConnection.await(
                    connection.run(ofUser, change.script(), change.values().get()));
        }

        // Then
        TestingNode.eventually(() -> isNowhere("anna"));
        assertThat(there.finds(viewing(there, 1, "a"))).isFalse();
    }

    @Test
    void whoIsLetInAnewFromAnotherAddressHoldsNoPlaceOfTheFormer() {
        // Given
        Viewing viewing = viewing(here, 1, "a");
        here.letIn(viewing, "anna", 0, new SessionLimit("one", PlaceOwner.ADDRESS, 1, false))
                .join();
        TestingNode.eventually(() ->
                !here.store().find(List.of(viewing.key())).join().sessions().isEmpty());
        StoredSession session =
                here.store().find(List.of(viewing.key())).join().sessions().get(0);

        for (int address = 100; address < 120; address++) {
            String one = "192.0.2." + address;

            // When
            here.store().put(from(one, session));

            // Then
            TestingNode.eventually(() -> {
                List<String> sets = cluster.keys("usher:{*}:limit:one:*");
                return sets.size() == 1 && sets.get(0).endsWith(one);
            });
        }
    }

    private static StoredSession from(String client, StoredSession session) {
        return new StoredSession(
                session.key(),
                session.followKey(),
                session.origin(),
                session.user(),
                session.name(),
                new Session.Playback(
                        client, session.playback().agent(), session.playback().channel()),
                session.verified(),
                session.limited(),
                session.began() + 1,
                session.lastSeen(),
                session.grantEnds(),
                session.validUntil(),
                session.idleTimeout(),
                session.ownSeen(),
                session.askedOnce(),
                session.named(),
                session.tokens(),
                session.connections());
    }

    @Test
    void ofTwoWhoRaceForTheLastPlacesOneIsLetInWhateverTheOrderOfLimits() {
        SessionLimit[] limits = {
            new SessionLimit("first", PlaceOwner.USER, 1, false),
            new SessionLimit("large", PlaceOwner.CHANNEL, 1_000_000, false),
            new SessionLimit("last", PlaceOwner.USER, 1, false)
        };
        for (int round = 0; round < 60; round++) {
            // Given
            String user = "user" + round;
            Viewing one = viewing(here, 1, "a" + round);
            Viewing two = viewing(there, 2, "b" + round);

            // When
            CompletableFuture<AdmissionResult> first = here.letIn(one, user, 1, limits);
            CompletableFuture<AdmissionResult> second = there.letIn(two, user, 1, limits);

            // Then
            assertThat(List.of(first.join(), second.join()))
                    .as(user)
                    .filteredOn(admission -> admission.refusal() == null)
                    .hasSize(1);
        }
    }

    /** Half of a slot's keys would be here and half there. */
    @Test
    void whileASlotMovesUshersGoByWhatTheyKnow() {
        // Given
        here.letIn(viewing(here, 1, "a"), "anna", 1).join();
        int slot = SlotHash.getSlot(shards().of(ANNA).key("events"));
        RedisServer from = cluster.primaryOf(slot);
        RedisServer to = cluster.primary(0) == from ? cluster.primary(1) : cluster.primary(0);
        String idOfFrom = from.run(RedisClusterAsyncCommands::clusterMyId);
        String idOfTo = to.run(RedisClusterAsyncCommands::clusterMyId);

        // When
        to.run(redis -> redis.clusterSetSlotImporting(slot, idOfFrom));
        from.run(redis -> redis.clusterSetSlotMigrating(slot, idOfTo));

        // Then
        TestingNode.eventually(() -> there.store().problem().equals(Optional.of("it says ASK"))
                && here.store().problem().equals(Optional.of("it says ASK")));
        assertThat(here.knows(viewing(here, 1, "a"))).isTrue();

        // When
        from.run(redis -> redis.clusterSetSlotStable(slot));
        to.run(redis -> redis.clusterSetSlotStable(slot));
        here.inStep();
        there.inStep();

        // Then
        assertThat(there.letIn(viewing(there, 2, "b"), "anna", 1).join().refusal())
                .isNotNull();
    }

    /** A name of a set that no shard of that node has would make each script of that session fail. */
    @Test
    void whatAnybodyWroteIntoASessionHarmsNobody() {
        // Given
        StoredSession hostile = stored(here, viewing(here, 1, "a"), "anna");
        for (int i = 0; i < 3; i++) {
            RedisServer primary = cluster.primary(i);
            for (String key : primary.run(
                    redis -> redis.keys("usher:{*}:session:" + hostile.key().hex()))) {
                primary.run(redis -> redis.hset(key, "places", "a\nb\nusher:{0}:user:x\nc\nd\ne\nf\n\n{"));
            }
        }

        // When
        there.store().seen(List.of(hostile.seenAt(hostile.lastSeen() + 60_000)).iterator());
        there.store().remove(hostile);
        here.letIn(viewing(here, 2, "b"), "bert", 1).join();

        // Then
        TestingNode.eventually(() -> there.finds(viewing(there, 2, "b")));
        assertThat(here.store().problem()).isEmpty();
        assertThat(there.store().problem()).isEmpty();
    }

    private static RedisAddress address() {
        return RedisAddress.parse(Secret.of(cluster.address()));
    }

    private static Shards shards() {
        return Shards.of(address(), Duration.ofMinutes(10), Clock.system());
    }

    private StoredSession stored(TestingNode node, Viewing viewing, String user) {
        node.letIn(viewing, user, 0).join();
        TestingNode.eventually(() ->
                !node.store().find(List.of(viewing.key())).join().sessions().isEmpty());
        return node.store().find(List.of(viewing.key())).join().sessions().get(0);
    }

    private static Viewing viewing(TestingNode node, int number, String token) {
        return node.viewing("192.0.2." + number, "/live/ch" + number + "/index.m3u8", token);
    }

    private static List<StoredSession> shown(TestingNode node) {
        return node.sessions().users().of(ANNA, 100).join();
    }

    private static int banned(TestingNode node) {
        return node.sessions().revocations().bans();
    }

    private static OneTimeCodes codes(TestingNode node) {
        KeyHash keys = new KeyHash(node.store()::secret);
        return new OneTimeCodes(keys, Duration.ofMinutes(5), Clock.system(), node.sessions());
    }

    /** How often sessions are there that go on. */
    private static long sessions() {
        return cluster.run(redis -> redis.keys("usher:{*}:session:*")).stream()
                .mapToLong(List::size)
                .sum();
    }

    private static boolean isNowhere(String user) {
        for (int i = 0; i < 3; i++) {
            RedisServer primary = cluster.primary(i);
            for (String key : primary.run(redis -> redis.keys("usher:{*}:session:*"))) {
                if (user.equals(primary.run(redis -> redis.hget(key, "user")))) {
                    return false;
                }
            }
            for (String set : primary.run(redis -> redis.keys("usher:{*}:limit:*"))) {
                if (primary.run(redis -> redis.zcard(set)) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String tag(String key) {
        return key.substring(key.indexOf('{'), key.indexOf('}') + 1);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf(':') + 1);
    }
}
