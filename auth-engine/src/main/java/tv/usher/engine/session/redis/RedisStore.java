package tv.usher.engine.session.redis;

import io.lettuce.core.SetArgs;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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

    /** Of the secret's copy, in the data folder. */
    static final String SECRET_FILE = "redis-secret";

    private static final String DENIAL = "usher:denial:";

    /** However wrong the clock of an Usher is that still takes a code for good. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private final SessionSettings settings;
    private final Duration timeout;
    private final RedisConnection connection;
    private final ServerClock clock;
    private final SessionFields fields;
    private final AdmissionValues admissions;
    private final BulkWriter bulk;
    private final SharedSecret secret;
    private final ConnectionState state;
    private final ScriptReplies replies;
    private final Outbox outbox = new Outbox();
    private final Nodes nodes;
    private final Heartbeat heartbeat;
    private final Clock clocks;

    private RedisStore(SessionSettings settings, RedisAddress address, Path dataDir, Clock clocks) {
        this.settings = settings;
        this.clocks = clocks;
        this.timeout = address.timeout();
        this.connection = new RedisConnection(address);
        this.clock = new ServerClock(clocks);
        this.fields = new SessionFields(clock);
        this.admissions = new AdmissionValues(fields, settings.zapGrace());
        this.bulk = new BulkWriter(connection, fields, new SessionTtl(fields, settings.keepKnown()));
        this.secret = new SharedSecret(dataDir.resolve(SECRET_FILE), new SecureRandom());
        this.state = new ConnectionState(address);
        this.replies = new ScriptReplies(fields);
        this.nodes = new Nodes(connection, clock, clocks, Nodes.thisOne());
        this.heartbeat = new Heartbeat(connection, state, secret, nodes);
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
            RedisConnection.await(connection.run(Script.FIND, List.of("0".repeat(32))));
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
        heartbeat.start(new Resync(connection, clocks, clock, outbox, bulk, listener, settings.maxBans()));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletableFuture<Known> find(List<Key> keys) {
        if (!state.isInStep() || keys.isEmpty()) {
            return CompletableFuture.completedFuture(Known.NOTHING);
        }
        return ask(Script.FIND, keys.stream().map(Key::hex).toList())
                .thenApply(answer ->
                        answer.map(found -> replies.known(keys, found)).orElse(Known.NOTHING));
    }

    @Override
    public CompletableFuture<Optional<SharedAdmission>> admit(
            StoredSession newcomer, List<CountedLimit> limits, OverLimit overLimit) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        List<String> values = admissions.values(newcomer, limits, overLimit, clock.now() + timeout.toMillis());
        return ask(Script.ADMIT, values).thenApply(answer -> answer.flatMap(heard -> replies.admission(limits, heard)));
    }

    @Override
    public void put(StoredSession session) {
        if (state.isReached()) {
            int round = state.round();
            bulk.put(session).whenComplete((done, failure) -> noteFailure(round, failure));
        }
    }

    @Override
    public void remove(StoredSession session) {
        long at = clocks.wallNow();
        change(new Change(
                Script.REMOVE,
                () -> List.of(
                        session.key().hex(),
                        SessionTtl.user(session),
                        SessionFields.followKey(session),
                        fields.moment(at))));
    }

    /** The session may go on at another Usher; if it doesn't, its entry in Redis expires. */
    @Override
    public void forget(StoredSession session) {}

    @Override
    public void seen(List<StoredSession> sessions) {
        if (state.isInStep()) {
            heartbeat.between(() -> {
                for (int from = 0; from < sessions.size() && state.isInStep(); from += BulkWriter.AT_ONCE) {
                    bulk.seen(sessions.subList(from, Math.min(from + BulkWriter.AT_ONCE, sessions.size())));
                }
            });
        }
    }

    @Override
    public void deny(Key key, Refusal refusal) {
        if (state.isReached() && !settings.denyFor().isZero()) {
            int round = state.round();
            SetArgs forAWhile = SetArgs.Builder.px(settings.denyFor());
            connection
                    .send(redis -> redis.set(DENIAL + key.hex(), replies.text(refusal), forAWhile))
                    .whenComplete((done, failure) -> noteFailure(round, failure));
        }
    }

    @Override
    public void forgetDenial(Key key) {
        if (state.isReached()) {
            int round = state.round();
            connection
                    .send(redis -> redis.del(DENIAL + key.hex()))
                    .whenComplete((done, failure) -> noteFailure(round, failure));
        }
    }

    /** This doesn't wait while Redis is down: a resync sends all bans once it is back. */
    @Override
    public void ban(StoredBan ban) {
        if (state.isReached()) {
            send(Change.ban(ban, fields));
        }
    }

    @Override
    public void lift(StoredBan ban) {
        change(Change.lift(ban, clocks.wallNow(), fields));
    }

    @Override
    public void kick(UserId user, Duration ban, BanOrder order) {
        long at = clocks.wallNow();
        change(new Change(
                Script.KICK,
                () -> List.of(
                        RedisNames.name(user),
                        RedisNames.places(user),
                        Long.toString(ban.toMillis()),
                        fields.moment(at),
                        fields.order(order))));
    }

    @Override
    public CompletableFuture<List<StoredSession>> sessionsOf(UserId user, int most) {
        if (!state.isInStep()) {
            return CompletableFuture.completedFuture(List.of());
        }
        return ask(Script.SESSIONS_OF, List.of(RedisNames.places(user), Integer.toString(most)))
                .thenApply(answer ->
                        answer.map(found -> replies.sessionsOf(user, found)).orElse(List.of()));
    }

    @Override
    public void makeRoom(UserId user) {
        change(new Change(Script.MAKE_ROOM, () -> List.of(RedisNames.name(user))));
    }

    @Override
    public CompletableFuture<Boolean> takeCode(UserId user, long until) {
        List<String> values = List.of(
                RedisNames.name(user),
                Long.toString(until),
                Long.toString(Math.max(0, until - clocks.wallNow()) + CLOCKS_DIFFER.toMillis()));
        Change take = new Change(Script.TAKE_CODE, () -> values);
        if (!state.isReached()) {
            change(take);
            return CompletableFuture.completedFuture(true);
        }
        return ask(take.script(), values).thenApply(answer -> {
            if (answer.isEmpty()) {
                outbox.add(take);
            }
            return answer.map(taken -> taken.equals(List.of(1L))).orElse(true);
        });
    }

    /** None while Redis is away. */
    @Override
    public List<String> nodes() {
        return state.isInStep() ? nodes.others() : List.of();
    }

    @Override
    public Optional<String> problem() {
        return state.problem();
    }

    @Override
    public void close() {
        heartbeat.close();
        connection.close();
    }

    /** Empty if Redis doesn't answer in time. */
    private CompletableFuture<Optional<List<Object>>> ask(Script script, List<String> values) {
        int round = state.round();
        return connection.run(script, values).handle((answer, failure) -> {
            noteFailure(round, failure);
            return Optional.ofNullable(answer);
        });
    }

    private void change(Change change) {
        if (state.isReached()) {
            send(change);
        } else {
            outbox.add(change);
        }
    }

    private void send(Change change) {
        int round = state.round();
        connection.run(change.script(), change.values().get()).whenComplete((done, failure) -> {
            if (failure != null) {
                outbox.add(change);
                noteFailure(round, failure);
            }
        });
    }

    private void noteFailure(int round, @Nullable Throwable failure) {
        if (failure != null) {
            state.lost(round, RedisConnection.root(failure));
        }
    }
}
