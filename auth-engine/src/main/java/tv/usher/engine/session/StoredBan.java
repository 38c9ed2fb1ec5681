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
 */
public record StoredBan(@Nullable UserId user, @Nullable Key key, long until) {

    /**
     * @param target a {@link UserId} or a {@link Key}
     */
    static StoredBan of(Object target, long until) {
        return target instanceof UserId user
                ? new StoredBan(user, null, until)
                : new StoredBan(null, (Key) target, until);
    }

    public Object target() {
        return user != null ? user : Objects.requireNonNull(key);
    }
}
