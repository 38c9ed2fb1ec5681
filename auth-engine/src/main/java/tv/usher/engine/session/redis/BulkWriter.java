package tv.usher.engine.session.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;

/** Keeps many sessions and bans in Redis: in batches, so that questions are served in between. Thread-safe. */
final class BulkWriter {

    /** Sessions of one script, or bans in a row. Redis is busy with them for about a millisecond. */
    static final int AT_ONCE = 100;

    private final RedisConnection connection;
    private final SessionFields fields;
    private final SessionTtl ttl;

    BulkWriter(RedisConnection connection, SessionFields fields, SessionTtl ttl) {
        this.connection = connection;
        this.fields = fields;
        this.ttl = ttl;
    }

    /**
     * Puts bans in force for all Ushers. Blocks.
     *
     * @param bans at most {@link #AT_ONCE}
     */
    void bans(List<StoredBan> bans) {
        bans.stream()
                .map(ban -> Change.ban(ban, fields))
                .map(change -> connection.run(change.script(), change.values().get()))
                .toList()
                .forEach(RedisConnection::await);
    }

    CompletableFuture<List<Object>> put(StoredSession session) {
        List<String> values = new ArrayList<>(ttl.of(session));
        values.addAll(fields.write(session));
        return connection.run(Script.PUT, values);
    }

    /**
     * Prolongs sessions; those that Redis doesn't have are put there again. Blocks.
     *
     * @param sessions at most {@link #AT_ONCE}
     */
    void seen(List<StoredSession> sessions) {
        if (sessions.isEmpty()) {
            return;
        }
        List<String> values = new ArrayList<>(8 * sessions.size());
        for (StoredSession session : sessions) {
            values.addAll(ttl.of(session));
            values.add(fields.moment(session.lastSeen()));
            values.add(fields.moment(session.ownSeen()));
        }
        List<CompletableFuture<?>> missing = new ArrayList<>();
        for (Object number : RedisConnection.await(connection.run(Script.SEEN, values))) {
            missing.add(put(sessions.get(((Long) number).intValue() - 1)));
        }
        missing.forEach(RedisConnection::await);
    }
}
