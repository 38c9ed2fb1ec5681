package tv.usher.engine.session.redis;

import io.lettuce.core.Range;
import io.lettuce.core.SetArgs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.CountedLimit;
import tv.usher.engine.session.OverLimit;
import tv.usher.engine.session.Refusal;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/**
 * Sessions shared with other Ushers through one Redis or Valkey. While Redis is down, each Usher decides by its own memory: no viewer waits
 * or is denied because of that. Once it is back, both sides catch up.
 */
public final class RedisStore implements SessionStore {

    private static final Logger log = LoggerFactory.getLogger(RedisStore.class);

    /** Of the secret's copy, in the data folder. */
    static final String SECRET_FILE = "redis-secret";

    private static final String DENIAL = "denial:";

    /** However wrong the clock of an Usher is that still takes a code for good. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final SessionSettings settings;
    private final RedisConnection connection;
    private final Shards shards;
    private final BulkWriter bulk;
    private final SharedSecret secret;
    private final ConnectionState state;
    private final Messenger messenger;
    private final Admissions admissions;
    private final Nodes nodes;
    private final Heartbeat heartbeat;
    private final Clock clocks;

    /** What waits while an earlier report runs; the next one takes it along. */
    private final Queue<Iterator<StoredSession>> changed = new ConcurrentLinkedQueue<>();

    private RedisStore(SessionSettings settings, RedisAddress address, Path dataDir, Clock clocks) {
        this.settings = settings;
        this.clocks = clocks;
        this.connection = new RedisConnection(address);
        this.shards = Shards.of(address, settings.keepKnown(), clocks);
        this.bulk = new BulkWriter(connection, shards);
        this.secret = new SharedSecret(dataDir.resolve(SECRET_FILE), new SecureRandom());
        this.state = new ConnectionState(address);
        this.messenger = new Messenger(connection, state, shards, clocks);
        this.admissions = new Admissions(messenger, shards, address.timeout(), settings.zapGrace(), clocks);
        this.nodes = new Nodes(
                connection,
                shards.all().get(0).clock(),
                clocks,
                shards.all().get(0).teller());
        this.heartbeat = new Heartbeat(connection, shards, state, secret, nodes, clocks);
    }

    /**
     * Neither connects nor reads or writes a file yet.
     *
     * @param dataDir absolute; need not exist
     * @throws IllegalArgumentException if {@code sessions.redis} is no address; the message is for the operator
     */
    public static RedisStore of(SessionSettings settings, Path dataDir, Clock clock) {
        return new RedisStore(settings, RedisAddress.parse(settings.redis()), dataDir, clock);
    }

    /**
     * Why Redis can't be used now; empty if it can. Connects and asks for one session that nobody has, and waits for that, but not long.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static Optional<String> problemNow(SessionSettings settings) {
        RedisAddress address = RedisAddress.parse(settings.redis());
        try (RedisConnection connection = new RedisConnection(address)) {
            connection.connect();
            Shard first = Shards.of(address, settings.keepKnown(), Clock.system())
                    .all()
                    .get(0);
            RedisConnection.await(connection.run(first, Script.FIND, List.of("0".repeat(32))));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(RedisProblems.of(RedisConnection.root(e)));
        }
    }

    /** The secret of the keys, the same for all Ushers. Call it after {@link #open}. */
    public byte[] secret() {
        return secret.get();
    }

    /** Waits for Redis, but not long. */
    @Override
    public void open(Listener listener) {
        heartbeat.start(
                new Resync(connection, clocks, shards, messenger, bulk, listener, settings.maxBans()),
                new OrphanedSessions(connection, shards, nodes, listener));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletableFuture<Known> find(List<Key> keys) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(Known.UNANSWERED);
        }
        if (keys.isEmpty()) {
            return CompletableFuture.completedFuture(Known.NOTHING);
        }
        if (shards.all().size() == 1) {
            return find(shards.all().get(0), keys, keys);
        }
        CompletableFuture<Known> found = find(shards.of(keys.get(0)), keys.subList(0, 1), keys);
        for (int i = 1; i < keys.size(); i++) {
            CompletableFuture<Known> farther = find(shards.of(keys.get(i)), keys.subList(i, i + 1), keys);
            found = found.thenCombine(
                    farther,
                    (nearer, next) ->
                            nearer.sessions().isEmpty() && !next.sessions().isEmpty() ? next : nearer);
        }
        return found;
    }

    private CompletableFuture<Known> find(Shard shard, List<Key> keys, List<Key> meant) {
        return messenger
                .ask(shard, Script.FIND, keys.stream().map(Key::hex).toList())
                .thenApply(answer ->
                        answer.map(found -> shard.replies().known(meant, found)).orElse(Known.UNANSWERED));
    }

    @Override
    public CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return admissions.admit(newcomer, limits, overLimit);
    }

    @Override
    public void put(StoredSession session) {
        if (state.isReached()) {
            int round = state.round();
            bulk.put(session).whenComplete((done, failure) -> messenger.noteFailure(round, failure));
        }
    }

    @Override
    public void remove(StoredSession session) {
        long at = clocks.wallNow();
        shards.of(session).forEach(shard -> messenger.tell(Change.remove(session, at, shard)));
    }

    /** The session may go on at another Usher; if it doesn't, its entry in Redis expires. */
    @Override
    public void forget(StoredSession session) {}

    @Override
    public void putAll(Iterator<StoredSession> sessions) {
        if (state.isReached()) {
            changed.add(sessions);
            heartbeat.between(this::putChanged);
        }
    }

    private synchronized void putChanged() {
        Iterator<StoredSession> sessions = changed.peek();
        while (sessions != null && state.isReached()) {
            if (sessions.hasNext()) {
                bulk.putAll(BulkWriter.next(sessions));
            } else {
                changed.remove();
                sessions = changed.peek();
            }
        }
    }

    @Override
    public void seen(Iterator<StoredSession> sessions) {
        if (state.isInStep()) {
            heartbeat.between(() -> {
                putChanged();
                while (sessions.hasNext() && state.isInStep()) {
                    bulk.seen(BulkWriter.next(sessions));
                }
            });
        }
    }

    @Override
    public void deny(Key key, Refusal refusal) {
        if (state.isReached() && !settings.denyFor().isZero()) {
            int round = state.round();
            Shard shard = shards.of(key);
            SetArgs forAWhile = SetArgs.Builder.px(settings.denyFor());
            connection
                    .send(redis -> redis.set(
                            shard.key(DENIAL) + key.hex(), shard.replies().text(refusal), forAWhile))
                    .whenComplete((done, failure) -> messenger.noteFailure(round, failure));
        }
    }

    @Override
    public void forgetDenial(Key key) {
        if (state.isReached()) {
            int round = state.round();
            connection
                    .send(redis -> redis.del(shards.of(key).key(DENIAL) + key.hex()))
                    .whenComplete((done, failure) -> messenger.noteFailure(round, failure));
        }
    }

    /** This doesn't wait while Redis is down: a resync sends all bans once it is back. */
    @Override
    public void ban(StoredBan ban) {
        if (state.isReached()) {
            messenger.tell(Change.ban(ban, shards.of(ban)));
        }
    }

    @Override
    public void lift(StoredBan ban) {
        messenger.tell(Change.lift(ban, clocks.wallNow(), shards.of(ban)));
    }

    @Override
    public void kick(UserId user, Duration ban, BanOrder order) {
        // Who began while sessions were looked for goes on.
        long at = order.since() == BanOrder.UNKNOWN.since() ? clocks.wallNow() : order.since();
        Shard shard = shards.of(user);
        messenger.tell(new Change(
                shard,
                Script.KICK,
                () -> List.of(
                        RedisNames.name(user),
                        shard.places(user),
                        Long.toString(ban.toMillis()),
                        shard.fields().moment(at),
                        shard.fields().order(order),
                        shard.teller())));
    }

    @Override
    public CompletableFuture<Long> countOf(UserId user) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(0L);
        }
        Shard shard = shards.of(user);
        Range<Long> live = Range.from(Range.Boundary.excluding(shard.clock().now()), Range.Boundary.unbounded());
        return connection.send(redis -> redis.zcount(shard.places(user), live)).exceptionally(failure -> 0L);
    }

    @Override
    public CompletableFuture<List<StoredSession>> sessionsOf(UserId user, int most) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Shard shard = shards.of(user);
        return messenger
                .ask(shard, Script.SESSIONS_OF, List.of(shard.places(user), Integer.toString(most)))
                .thenApply(answer -> answer.map(found -> shard.replies().sessionsOf(user, found))
                        .orElse(List.of()));
    }

    @Override
    public void makeRoom(UserId user) {
        messenger.tell(new Change(shards.of(user), Script.MAKE_ROOM, () -> List.of(RedisNames.name(user))));
    }

    @Override
    public CompletableFuture<Boolean> takeCode(UserId user, long until) {
        List<String> values = List.of(
                RedisNames.name(user),
                Long.toString(until),
                Long.toString(Math.max(0, until - clocks.wallNow()) + CLOCKS_DIFFER.toMillis()));
        Change take = new Change(shards.of(user), Script.TAKE_CODE, () -> values);
        if (!state.isReached()) {
            messenger.tellLater(take);
            return CompletableFuture.completedFuture(true);
        }
        return messenger.ask(take.shard(), take.script(), values).thenApply(answer -> {
            if (answer.isEmpty()) {
                messenger.tellLater(take);
            }
            return answer.map(taken -> taken.equals(List.of(1L))).orElse(true);
        });
    }

    /** None while Redis is away. */
    @Override
    public List<String> nodes() {
        return state.isInStep() ? nodes.shown() : List.of();
    }

    @Override
    public Optional<String> problem() {
        return state.problem();
    }

    @Override
    public void close() {
        try {
            putChanged();
        } catch (RuntimeException e) {
            log.debug("the last changes may not have reached Redis", e);
        }
        heartbeat.close();
        connection.close();
    }
}
