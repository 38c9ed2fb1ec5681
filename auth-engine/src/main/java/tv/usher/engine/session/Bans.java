package tv.usher.engine.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import tv.usher.engine.util.ReasonCode;

/**
 * Users and viewings that an operator keeps out for a time. Bounded, and never given up for others' sake: a further ban is refused.
 * Thread-safe.
 */
final class Bans {

    static final Refusal BANNED = new Refusal(ReasonCode.BANNED.with("banned by an operator"), "");

    private final Map<Object, Long> untilByWhom = new ConcurrentHashMap<>();
    private final int maxBans;

    Bans(int maxBans) {
        this.maxBans = maxBans;
    }

    /**
     * @param whom  a {@link UserId} or a {@link tv.usher.engine.util.Key}
     * @param until by {@link System#nanoTime}
     * @return false if there are as many as allowed already
     */
    boolean add(Object whom, long until) {
        if (untilByWhom.size() >= maxBans && !untilByWhom.containsKey(whom)) {
            return false;
        }
        untilByWhom.merge(whom, until, (former, latter) -> latter - former > 0 ? latter : former);
        return true;
    }

    /**
     * @return null if there is no ban
     */
    Refusal of(Object whom, long now) {
        Long until = untilByWhom.get(whom);
        return until == null || until - now <= 0 ? null : BANNED;
    }

    /** Each with its end, also those that are over since the last sweep. */
    void forEach(BiConsumer<Object, Long> action) {
        untilByWhom.forEach(action);
    }

    void sweep(long now) {
        untilByWhom.values().removeIf(until -> until - now <= 0);
    }

    int size() {
        return untilByWhom.size();
    }
}
