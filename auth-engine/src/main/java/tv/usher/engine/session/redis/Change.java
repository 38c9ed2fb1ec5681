package tv.usher.engine.session.redis;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.StoredSession;
import tv.usher.engine.util.Key;

/**
 * A change that all Ushers must hear of.
 *
 * @param shard  whose server runs the script
 * @param values for the script; computed when they are sent, since Redis' clock may be unknown before
 */
record Change(Shard shard, Script script, Supplier<List<String>> values) {

    static Change ban(StoredBan ban, Shard shard) {
        return new Change(
                shard,
                Script.BAN,
                () -> List.of(
                        RedisNames.name(ban),
                        shard.fields().moment(ban.until()),
                        shard.fields().order(ban.order())));
    }

    /**
     * A session is over.
     *
     * @param at when, by this machine's clock
     */
    static Change remove(StoredSession session, long at, Shard shard) {
        return remove(session, at, "0", "", Duration.ZERO, shard);
    }

    /**
     * A session had to go for a newer one.
     *
     * @param newer on the same device, its player doesn't come back
     * @param grace for how long it counts as coming back
     */
    static Change removeFor(StoredSession newer, StoredSession session, long at, Duration grace, Shard shard) {
        List<Key> player = session.reconnectKeys();
        boolean sameDevice = session.playback().client().equals(newer.playback().client())
                && session.playback().agent() == newer.playback().agent();
        String back = player.isEmpty() || sameDevice || grace.isZero()
                ? ""
                : player.get(0).hex();
        return remove(session, at, "1", back, grace, shard);
    }

    private static Change remove(
            StoredSession session, long at, String forNewer, String back, Duration grace, Shard shard) {
        return new Change(
                shard,
                Script.REMOVE,
                () -> List.of(
                        session.key().hex(),
                        shard.user(session),
                        shard.follow(session),
                        shard.fields().moment(at),
                        forNewer,
                        back,
                        Long.toString(grace.toMillis()),
                        shard.teller()));
    }

    /**
     * @param at when the operator ordered it, by this machine's clock
     */
    static Change lift(StoredBan ban, long at, Shard shard) {
        return new Change(
                shard,
                Script.LIFT,
                () -> List.of(RedisNames.name(ban), shard.fields().moment(at)));
    }
}
