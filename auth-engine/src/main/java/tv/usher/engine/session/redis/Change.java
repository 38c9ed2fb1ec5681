package tv.usher.engine.session.redis;

import java.util.List;
import java.util.function.Supplier;
import tv.usher.engine.session.StoredBan;

/**
 * A change that all Ushers must hear of.
 *
 * @param values for the script; computed when they are sent, since Redis' clock may be unknown before
 */
record Change(Script script, Supplier<List<String>> values) {

    static Change ban(StoredBan ban, SessionFields fields) {
        return new Change(
                Script.BAN, () -> List.of(RedisNames.name(ban), fields.moment(ban.until()), fields.order(ban.order())));
    }

    /**
     * @param at when the operator ordered it, by this machine's clock
     */
    static Change lift(StoredBan ban, long at, SessionFields fields) {
        return new Change(Script.LIFT, () -> List.of(RedisNames.name(ban), fields.moment(at)));
    }
}
