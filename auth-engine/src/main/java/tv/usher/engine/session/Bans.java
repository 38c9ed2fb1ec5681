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

    private final Map<Object, Ban> byTarget = new ConcurrentHashMap<>();
    private final int maxBans;

    Bans(int maxBans) {
        this.maxBans = maxBans;
    }

    /**
     * @param user whom it is known to keep out, empty if unknown
     */
    private record Ban(long until, String user) {

        Ban longer(Ban other) {
            return other.until - until > 0 ? new Ban(other.until, other.user.isEmpty() ? user : other.user) : this;
        }
    }

    static Refusal refusal(String user) {
        return new Refusal(ReasonCode.BANNED.with("banned by an operator"), "", user);
    }

    /**
     * @param target  a {@link UserId} or a {@link tv.usher.engine.util.Key}
     * @param until by {@link System#nanoTime}
     * @param user  whom it is known to keep out, empty if unknown
     * @return false if there is no room for another ban
     */
    boolean add(Object target, long until, String user) {
        if (byTarget.size() >= maxBans && !byTarget.containsKey(target)) {
            return false;
        }
        byTarget.merge(target, new Ban(until, user), Ban::longer);
        return true;
    }

    @Nullable Refusal of(Object target, long now) {
        Ban ban = byTarget.get(target);
        return ban == null || ban.until() - now <= 0 ? null : refusal(ban.user());
    }

    /** Each ban with its end, also bans that are over but not swept yet. */
    void forEach(BiConsumer<Object, Long> action) {
        byTarget.forEach((target, ban) -> action.accept(target, ban.until()));
    }

    void sweep(long now) {
        byTarget.values().removeIf(ban -> ban.until() - now <= 0);
    }

    int size() {
        return byTarget.size();
    }
}
