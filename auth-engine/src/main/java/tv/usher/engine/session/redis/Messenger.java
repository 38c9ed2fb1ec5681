package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;

/** What this Usher asks Redis and tells it. A change that Redis can't be told of waits until it is back. Thread-safe. */
final class Messenger {

    /** Of its key, its follow key, its user, and two limits of other owners. */
    private static final int SHARDS_OF_A_SESSION = 5;

    /** Changes that are told and not answered yet. */
    private static final int MOST_AT_ONCE = 1_000;

    private final RedisConnection connection;
    private final ConnectionState state;
    private final Shards shards;
    private final Clock clock;
    private final Outbox outbox;
    private final AtomicInteger underWay = new AtomicInteger();

    Messenger(RedisConnection connection, ConnectionState state, Shards shards, Clock clock) {
        this.connection = connection;
        this.state = state;
        this.shards = shards;
        this.clock = clock;
        this.outbox = new Outbox(shards.all().size() == 1 ? 1 : SHARDS_OF_A_SESSION);
    }

    /** Empty if Redis doesn't answer in time. */
    CompletableFuture<Optional<List<Object>>> ask(Shard shard, Script script, List<String> values) {
        int round = state.round();
        return connection.run(shard, script, values).handle((answer, failure) -> {
            noteFailure(round, failure);
            return Optional.ofNullable(answer);
        });
    }

    /** If there are many at once, some wait, so that questions have their turn. */
    void tell(Change change) {
        if (!state.isReached() || underWay.get() >= MOST_AT_ONCE) {
            outbox.add(change);
            return;
        }
        int round = state.round();
        underWay.incrementAndGet();
        run(change).whenComplete((done, failure) -> {
            underWay.decrementAndGet();
            if (failure != null) {
                outbox.add(change);
                noteFailure(round, failure);
            }
        });
    }

    /** With the next beat, or once Redis is back. */
    void tellLater(Change change) {
        outbox.add(change);
    }

    /** Tells what waits. Blocks. */
    void deliver() {
        outbox.deliver(this::run);
    }

    /** Tells of the ends of bans that wait, before anybody reads the bans of Redis. Blocks. */
    void deliverLifted() {
        outbox.deliverLifted(this::run);
    }

    private CompletableFuture<List<Object>> run(Change change) {
        List<String> values = change.values().get();
        return change.script() == Script.KICK
                ? kick(change.shard(), values, "")
                : connection.run(change.shard(), change.script(), values);
    }

    /**
     * @param from where the script goes on
     */
    private CompletableFuture<List<Object>> kick(Shard shard, List<String> values, String from) {
        List<String> some = new ArrayList<>(values);
        some.add(from);
        long at = clock.wallNow();
        return connection.run(shard, Script.KICK, some).thenCompose(answer -> {
            shard.replies().sessions(answer).forEach(session -> over(session, at, shard));
            String next = String.valueOf(answer.get(0));
            return next.equals("-1") ? CompletableFuture.completedFuture(answer) : kick(shard, values, next);
        });
    }

    /**
     * One shard knows that a session is over; its others hear it.
     *
     * @param at not later than it was, by this machine's clock
     */
    void over(StoredSession session, long at, Shard known) {
        long over = Math.max(at, session.began());
        elsewhere(session, known, other -> Change.remove(session, over, other));
    }

    /** As {@link #over}: it had to go for a newer one. */
    void overFor(StoredSession newer, StoredSession session, long at, Duration grace, Shard known) {
        long over = Math.max(at, session.began());
        elsewhere(session, known, other -> Change.removeFor(newer, session, over, grace, other));
    }

    private void elsewhere(StoredSession session, Shard known, Function<Shard, Change> change) {
        shards.of(session).stream().filter(shard -> shard != known).map(change).forEach(this::tell);
    }

    void noteFailure(int round, @Nullable Throwable failure) {
        if (failure != null) {
            state.lost(round, RedisConnection.root(failure));
        }
    }
}
