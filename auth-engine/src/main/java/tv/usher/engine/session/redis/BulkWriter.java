package tv.usher.engine.session.redis;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;

/** Keeps many sessions and bans in Redis: in batches, so that questions are served in between. Thread-safe. */
final class BulkWriter {

    /** Sessions of one script, or changes in a row. Redis is busy with them for about a millisecond. */
    static final int AT_ONCE = 100;

    private final RedisConnection connection;
    private final Shards shards;

    BulkWriter(RedisConnection connection, Shards shards) {
        this.connection = connection;
        this.shards = shards;
    }

    /**
     * Puts bans in force for all Ushers. Blocks.
     *
     * @param bans at most {@link #AT_ONCE}
     */
    void bans(List<StoredBan> bans) {
        bans.stream()
                .map(ban -> Change.ban(ban, shards.of(ban)))
                .map(change -> connection.run(
                        change.shard(), change.script(), change.values().get()))
                .toList()
                .forEach(RedisConnection::await);
    }

    /** The next ones that go at once. */
    static List<StoredSession> next(Iterator<StoredSession> sessions) {
        List<StoredSession> next = new ArrayList<>(AT_ONCE);
        while (next.size() < AT_ONCE && sessions.hasNext()) {
            next.add(sessions.next());
        }
        return next;
    }

    /**
     * As {@link #put}. Blocks.
     *
     * @param sessions at most {@link #AT_ONCE}
     */
    void putAll(List<StoredSession> sessions) {
        sessions.stream().map(this::put).toList().forEach(RedisConnection::await);
    }

    CompletableFuture<Void> put(StoredSession session) {
        return CompletableFuture.allOf(
                shards.of(session).stream().map(shard -> put(session, shard)).toArray(CompletableFuture<?>[]::new));
    }

    /** Who is let in anew under another address, say, is in other shards than before. */
    private CompletableFuture<Void> leave(List<Object> former, StoredSession session, Shard by) {
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (StoredSession before : by.replies().sessions(List.of(former))) {
            for (Shard left : shards.of(before)) {
                if (!shards.of(session).contains(left)) {
                    List<String> values =
                            List.of(before.key().hex(), left.fields().moment(before.began()));
                    told.add(connection.run(left, Script.RELEASE, values));
                }
            }
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> put(StoredSession session, Shard shard) {
        List<String> values = new ArrayList<>(shard.fields().keysAndEnds(session));
        values.addAll(shard.fields().write(session));
        CompletableFuture<List<Object>> put = connection.run(shard, Script.PUT, values);
        return shard == shards.of(session.key()) ? put.thenCompose(former -> leave(former, session, shard)) : put;
    }

    /**
     * Prolongs sessions; those that Redis doesn't have, or has as they were before a renewal, are put there again. Blocks.
     *
     * @param sessions at most {@link #AT_ONCE}
     */
    void seen(List<StoredSession> sessions) {
        Map<Shard, List<StoredSession>> parts = new LinkedHashMap<>();
        sessions.forEach(session -> shards.of(session)
                .forEach(shard ->
                        parts.computeIfAbsent(shard, of -> new ArrayList<>()).add(session)));
        List<CompletableFuture<?>> told = new ArrayList<>();
        parts.forEach((shard, part) -> told.add(seen(part, shard)));
        told.forEach(RedisConnection::await);
    }

    private CompletableFuture<Void> seen(List<StoredSession> sessions, Shard shard) {
        return connection.run(shard, Script.SEEN, values(sessions, shard)).thenCompose(answer -> {
            List<CompletableFuture<?>> more = new ArrayList<>();
            for (Object one : answer) {
                if (one instanceof Long number) {
                    more.add(put(sessions.get(number.intValue() - 1), shard));
                } else if (one instanceof List<?> prolonged) {
                    more.addAll(prolong(prolonged, shard));
                }
            }
            return CompletableFuture.allOf(more.toArray(CompletableFuture<?>[]::new));
        });
    }

    private static List<String> values(List<StoredSession> sessions, Shard shard) {
        List<String> values = new ArrayList<>(10 * sessions.size());
        for (StoredSession session : sessions) {
            values.addAll(shard.fields().keysAndEnds(session));
            values.add(shard.fields().moment(session.lastSeen()));
            values.add(shard.fields().moment(session.ownSeen()));
            values.add(shard.fields().moment(session.validUntil()));
            values.add(shard.fields().moment(session.grantEnds()));
        }
        return values;
    }

    /**
     * In the other shards of a session that went on with another one.
     *
     * @param prolonged when, then the session
     */
    private List<CompletableFuture<?>> prolong(List<?> prolonged, Shard by) {
        long seen = by.clock().toWall(Long.parseLong(String.valueOf(prolonged.get(0))));
        List<CompletableFuture<?>> told = new ArrayList<>();
        for (StoredSession session : by.replies().sessions(List.of(prolonged.subList(1, prolonged.size())))) {
            for (Shard other : shards.of(session)) {
                if (other != by) {
                    List<String> values =
                            List.of(session.key().hex(), other.fields().moment(seen));
                    told.add(connection.run(other, Script.PROLONG, values));
                }
            }
        }
        return told;
    }
}
