package tv.usher.engine.session.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tv.usher.api.Secret;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.Origin;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.PlaceOwner;
import tv.usher.engine.session.Session;
import tv.usher.engine.session.SessionLimit;
import tv.usher.engine.session.SessionStore.SharedAdmission;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.TestingLimitsModel;
import tv.usher.engine.session.TestingSharedAdmissions;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * By random walks of viewers who ask two Ushers in turns: whatever limits there are, Redis lets in and ends whom {@link TestingLimitsModel}
 * does. No session becomes quiet here, which only time can do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsFollowTheirModelAcrossUshersTest {

    private static final int WALKS = 15;
    private static final int STEPS = 40;
    private static final int OF_USER = 3;
    private static final long LONG = Duration.ofHours(1).toMillis();

    private final Clock clock = Clock.system();
    private SharedRedis redis;
    private Shards shards;
    private Usher one;
    private Usher two;

    @BeforeAll
    void start() {
        redis = redis();
        shards = Shards.of(RedisAddress.parse(Secret.of(redis.address())), Duration.ofMinutes(10), clock);
        one = new Usher();
        two = new Usher();
        for (Shard shard : shards.all()) {
            shard.clock().heard(clock.now(), RedisConnection.await(one.connection.run(shard, Script.CLOCK, List.of())));
        }
    }

    SharedRedis redis() {
        return RedisServer.start();
    }

    @AfterAll
    void stop() {
        one.connection.close();
        two.connection.close();
        redis.close();
    }

    /** What an Usher tells Redis, by one clock: the tenths of a second that two of them may differ would change who is the oldest. */
    private final class Usher {

        private final RedisConnection connection = new RedisConnection(RedisAddress.parse(Secret.of(redis.address())));
        private final ConnectionState state = new ConnectionState(RedisAddress.parse(Secret.of(redis.address())));
        private final BulkWriter bulk = new BulkWriter(connection, shards);
        private final Messenger messenger = new Messenger(connection, state, shards, clock);
        private final Admissions admissions =
                new Admissions(messenger, shards, Duration.ofMillis(LONG), Duration.ofHours(1), clock);

        Usher() {
            connection.connect();
            state.reached();
        }

        SharedAdmission admit(StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
            return admissions.admit(newcomer, limits, overLimit).join().orElseThrow();
        }

        void put(StoredSession session) {
            RedisConnection.await(bulk.put(session));
        }

        void remove(StoredSession session) {
            long at = clock.wallNow();
            shards.of(session).forEach(shard -> messenger.tell(Change.remove(session, at, shard)));
        }

        /** Redis answers a connection in turn, so it has done what was told before. */
        void awaitTold() {
            shards.all().stream()
                    .map(shard -> connection.run(shard, Script.CLOCK, List.of()))
                    .toList()
                    .forEach(RedisConnection::await);
        }
    }

    @ParameterizedTest
    @EnumSource(OverLimit.class)
    void whoeverComesAndLeaves(OverLimit overLimit) {
        for (int seed = 1; seed <= WALKS; seed++) {
            new Walk(overLimit, overLimit + "-" + seed, new Random(seed)).walk();
        }
    }

    private final class Walk {

        private final OverLimit overLimit;
        private final String name;
        private final Random random;
        private final TestingLimitsModel model;
        private final TestingLimitsModel.Limit ofUser =
                new TestingLimitsModel.Limit(PlaceOwner.USER, OF_USER, false, -1);
        private final List<TestingLimitsModel.Limit> limits;
        private final Map<TestingLimitsModel.Viewing, StoredSession> stored = new HashMap<>();
        private final Map<Key, TestingLimitsModel.Viewing> byKey = new HashMap<>();

        Walk(OverLimit overLimit, String name, Random random) {
            this.overLimit = overLimit;
            this.name = name.toLowerCase(Locale.ROOT);
            this.random = random;
            this.model = new TestingLimitsModel(overLimit, LONG, LONG);
            this.limits = IntStream.rangeClosed(0, random.nextInt(4))
                    .mapToObj(i -> limit())
                    .filter(limit -> !limit.equals(ofUser))
                    .distinct()
                    .toList();
        }

        private TestingLimitsModel.Limit limit() {
            PlaceOwner of = PlaceOwner.values()[random.nextInt(4)];
            boolean household = random.nextBoolean() && (of == PlaceOwner.USER || of == PlaceOwner.TOKEN);
            return new TestingLimitsModel.Limit(
                    of, 1 + random.nextInt(4), household, random.nextBoolean() ? -1 : random.nextInt(2));
        }

        void walk() {
            for (int step = 0; step < STEPS; step++) {
                TestingLimitsModel.Viewing viewing =
                        new TestingLimitsModel.Viewing(random.nextInt(TestingLimitsModel.VIEWINGS));
                Usher usher = random.nextBoolean() ? one : two;
                if (random.nextInt(5) == 0) {
                    leaves(viewing, usher);
                } else {
                    comes(viewing, usher, step);
                }
                usher.awaitTold();
                model.assertHolds(limits);
            }
        }

        private void leaves(TestingLimitsModel.Viewing viewing, Usher usher) {
            if (model.live().contains(viewing)) {
                usher.remove(stored.get(viewing));
                model.leaves(viewing);
            }
        }

        private void comes(TestingLimitsModel.Viewing newcomer, Usher usher, int step) {
            StoredSession session = session(newcomer);
            SharedAdmission admission = admit(session, usher);
            while (admission.isOver()) { // Redis' clock is a little ahead of what is known of it
                session = session(newcomer);
                admission = admit(session, usher);
            }

            List<TestingLimitsModel.Limit> holding = new ArrayList<>();
            if (!newcomer.user().isEmpty()) {
                holding.add(ofUser);
            }
            limits.stream().filter(limit -> limit.holds(newcomer)).forEach(holding::add);
            Optional<List<TestingLimitsModel.Viewing>> expected = model.comes(newcomer, holding, session.began());
            String where = name + ", step " + step + ", " + newcomer + ", " + limits + ", " + admission;
            assertThat(admission.admitted()).as(where).isEqualTo(expected.isPresent());
            assertThat(admission.inTheWay().isPresent()).as(where).isEqualTo(expected.isEmpty());
            assertThat(Set.copyOf(admission.ended().stream().map(byKey::get).toList()))
                    .as(where)
                    .isEqualTo(Set.copyOf(expected.orElse(List.of())));
            if (admission.admitted()) {
                usher.put(session);
                stored.put(newcomer, session);
                byKey.put(session.key(), newcomer);
            }
        }

        private SharedAdmission admit(StoredSession session, Usher usher) {
            List<CountedLimit> counting = new ArrayList<>();
            if (session.limited()) {
                counting.add(new CountedLimit(session.userId(), OF_USER, false));
            }
            counting.addAll(session.countedBy());
            return counting.isEmpty()
                    ? TestingSharedAdmissions.of(true, List.of())
                    : usher.admit(session, counting, overLimit);
        }

        private StoredSession session(TestingLimitsModel.Viewing viewing) {
            List<SessionLimit> held = IntStream.range(0, limits.size())
                    .filter(i -> limits.get(i).holds(viewing))
                    .mapToObj(i -> limits.get(i).named(name + "-" + i))
                    .toList();
            long now = aMomentLater();
            String user = viewing.user().isEmpty() ? "" : viewing.user() + name;
            return new StoredSession(
                    new Key(name.hashCode(), viewing.number() + 1),
                    null,
                    new Origin("nginx", "127.0.0.1", "everyone", "portal", held),
                    user,
                    "",
                    new Session.Playback(viewing.address(), 4711, viewing.channel()),
                    true,
                    !user.isEmpty(),
                    now,
                    now,
                    now + LONG,
                    now + LONG,
                    LONG,
                    now,
                    false,
                    true,
                    List.of((long) name.hashCode() << 8 | viewing.token() + 1),
                    List.of());
        }
    }

    /** So that no two sessions begin at one moment of Redis' clock. */
    private long aMomentLater() {
        long before = clock.wallNow();
        while (clock.wallNow() < before + 3) {
            Thread.onSpinWait();
        }
        return clock.wallNow();
    }
}
