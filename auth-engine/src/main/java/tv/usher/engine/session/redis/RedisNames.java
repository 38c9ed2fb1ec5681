package tv.usher.engine.session.redis;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tv.usher.engine.session.BanOrder;
import tv.usher.engine.session.LimitKey;
import tv.usher.engine.session.PlaceKey;
import tv.usher.engine.session.StoredBan;
import tv.usher.engine.session.UserId;
import tv.usher.engine.util.Key;

/** Users and viewings as they are named in Redis. */
final class RedisNames {

    private static final String USER = "user:";
    private static final String VIEWING = "viewing:";

    private RedisNames() {}

    static String name(StoredBan ban) {
        return ban.user() != null
                ? name(ban.user())
                : VIEWING + Objects.requireNonNull(ban.key()).hex();
    }

    static String name(UserId user) {
        return USER + user.backend() + ':' + user.user();
    }

    /** The sorted set of the sessions that are counted under a key; without a line end. */
    static String places(PlaceKey key) {
        return key instanceof LimitKey limit ? places(limit) : name((UserId) key);
    }

    private static String places(LimitKey key) {
        String owner = key.of().name().toLowerCase(Locale.ROOT);
        return "limit:" + key.limit() + ':' + owner + ':' + key.backend() + ':'
                + URLEncoder.encode(key.whose(), StandardCharsets.UTF_8);
    }

    /** Empty if it names no user. */
    static Optional<UserId> user(String name) {
        int colon = name.indexOf(':', USER.length());
        return name.startsWith(USER) && colon > 0 && colon + 1 < name.length()
                ? Optional.of(new UserId(name.substring(USER.length(), colon), name.substring(colon + 1)))
                : Optional.empty();
    }

    /** Empty if it names nobody. */
    static Optional<StoredBan> ban(String name, long until, BanOrder order) {
        if (name.startsWith(VIEWING)) {
            return Key.parse(name.substring(VIEWING.length())).map(key -> new StoredBan(null, key, until, order));
        }
        return user(name).map(user -> new StoredBan(user, null, until, order));
    }
}
