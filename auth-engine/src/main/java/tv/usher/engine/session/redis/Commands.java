package tv.usher.engine.session.redis;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Clock;

/** What this Usher asks Redis and tells it. A change that Redis can't be told of waits until it is back. Thread-safe. */
final class Commands {

    private final RedisConnection connection;
    private final ConnectionState state;
    private final Shards shards;
    private final Clock clock;
    private final Outbox outbox = new Outbox();

    Commands(RedisConnection connection, ConnectionState state, Shards shards, Clock clock) {
        this.connection = connection;
        this.state = state;
        this.shards = shards;
        this.clock = clock;
    }

    /** Empty if Redis doesn't answer in time. */
    CompletableFuture<Optional<List<Object>>> ask(Shard shard, Script script, List<String> values) {
        int round = state.round();
        return connection.run(shard, script, values).handle((answer, failure) -> {
            noteFailure(round, failure);
            return Optional.ofNullable(answer);
        });
    }

    void tell(Change change) {
        if (!state.isReached()) {
            outbox.add(change);
            return;
        }
        int round = state.round();
        run(change).whenComplete((done, failure) -> {
            if (failure != null) {
                outbox.add(change);
                noteFailure(round, failure);
            }
        });
    }

    /** Once Redis is back. */
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
        Shard shard = change.shard();
        long at = clock.wallNow();
        CompletableFuture<List<Object>> answer =
                connection.run(shard, change.script(), change.values().get());
        return change.script() == Script.KICK
                ? answer.whenComplete((ended, failure) -> {
                    if (failure == null) {
                        shard.replies()
                                .sessions(ended)
                                .forEach(session -> elsewhere(
                                        session,
                                        shard,
                                        other -> Change.over(session, Math.max(at, session.began()), other)));
                    }
                })
                : answer;
    }

    /** Tells all shards of a session but one. */
    void elsewhere(StoredSession session, Shard but, Function<Shard, Change> change) {
        shards.of(session).stream().filter(shard -> shard != but).map(change).forEach(this::tell);
    }

    void noteFailure(int round, @Nullable Throwable failure) {
        if (failure != null) {
            state.lost(round, RedisConnection.root(failure));
        }
    }
}
