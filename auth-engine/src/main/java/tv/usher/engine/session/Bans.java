package tv.usher.engine.session;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.ReasonCode;

/**
 * Users and viewings that an operator keeps out for a time. Bounded: when it is full, a new ban is refused and no earlier one is dropped.
 * Thread-safe.
 */
final class Bans {

    static final Refusal BANNED = new Refusal(ReasonCode.BANNED.with("banned by an operator"), "");

    private final Map<Object, Long> untilByTarget = new ConcurrentHashMap<>();
    private final int maxBans;

    Bans(int maxBans) {
        this.maxBans = maxBans;
    }

    /**
     * @param target  a {@link UserId} or a {@link tv.usher.engine.util.Key}
     * @param until by {@link System#nanoTime}
     * @return false if there is no room for another ban
     */
    boolean add(Object target, long until) {
        if (untilByTarget.size() >= maxBans && !untilByTarget.containsKey(target)) {
            return false;
        }
        untilByTarget.merge(target, until, (former, latter) -> latter - former > 0 ? latter : former);
        return true;
    }

    @Nullable Refusal of(Object target, long now) {
        Long until = untilByTarget.get(target);
        return until == null || until - now <= 0 ? null : BANNED;
    }

    /** Each ban with its end, also bans that are over but not swept yet. */
    void forEach(BiConsumer<Object, Long> action) {
        untilByTarget.forEach(action);
    }

    void sweep(long now) {
        untilByTarget.values().removeIf(until -> until - now <= 0);
    }

    int size() {
        return untilByTarget.size();
    }
}
