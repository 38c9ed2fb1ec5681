package tv.usher.engine.session;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Key;

/**
 * A ban as a store keeps it, of a user or of one viewing.
 *
 * @param user  null if it is of a viewing
 * @param key   null if it is of a user
 * @param until milliseconds of the wall clock since 1970
 * @param order that it comes from
 */
public record StoredBan(@Nullable UserId user, @Nullable Key key, long until, BanOrder order) {

    /**
     * @param target a {@link UserId} or a {@link Key}
     */
    static StoredBan of(Object target, long until, BanOrder order) {
        return target instanceof UserId user
                ? new StoredBan(user, null, until, order)
                : new StoredBan(null, (Key) target, until, order);
    }

    /** True if it keeps out whoever shows a token, wherever that is shown. */
    public boolean isOfToken() {
        return key != null && TokenBanKey.isOne(key);
    }

    public Object target() {
        return user != null ? user : Objects.requireNonNull(key);
    }
}
