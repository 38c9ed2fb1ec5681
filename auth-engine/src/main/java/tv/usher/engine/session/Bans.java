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
     * @param until by {@link System#nanoTime}
     * @param user  whom it is known to keep out, empty if unknown
     */
    record Ban(long until, String user, BanOrder order) {

        Ban longer(Ban other) {
            return other.until - until > 0
                    ? new Ban(other.until, other.user.isEmpty() ? user : other.user, other.order)
                    : this;
        }

        Refusal refusal() {
            String why = order.why().isEmpty() ? "" : ": " + order.why();
            return new Refusal(ReasonCode.BANNED.with("banned by an operator" + why), "", user);
        }
    }

    static Refusal refusal(String user) {
        return new Ban(0, user, BanOrder.UNKNOWN).refusal();
    }

    /**
     * @param target a {@link UserId} or a {@link tv.usher.engine.util.Key}
     * @return false if there is no room for another ban
     */
    boolean add(Object target, Ban ban) {
        if (byTarget.size() >= maxBans && !byTarget.containsKey(target)) {
            return false;
        }
        byTarget.merge(target, ban, Ban::longer);
        return true;
    }

    /** Nothing happens if there is none, or if it was ordered later than that. */
    void lift(Object target, long orderedBy) {
        byTarget.computeIfPresent(target, (same, ban) -> ban.order().since() <= orderedBy ? null : ban);
    }

    /** Null if there is none. */
    @Nullable Ban find(Object target) {
        return byTarget.get(target);
    }

    @Nullable Refusal of(Object target, long now) {
        Ban ban = byTarget.get(target);
        return ban == null || ban.until() - now <= 0 ? null : ban.refusal();
    }

    /** Also bans that are over but not swept yet. */
    void forEach(BiConsumer<Object, Ban> action) {
        byTarget.forEach(action);
    }

    void sweep(long now) {
        byTarget.values().removeIf(ban -> ban.until() - now <= 0);
    }

    int size() {
        return byTarget.size();
    }
}
