package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Users who wanted more sessions than they may have, and still have as many as they may. Bounded: who met the limit longest ago is forgotten.
 * Thread-safe.
 */
final class UsersAtLimit {

    static final int MOST = 1_000;
    static final Duration LATELY = Duration.ofMinutes(10);

    private final UserSessions sessions;
    private final Map<UserId, Met> lately = new LinkedHashMap<>();

    UsersAtLimit(UserSessions sessions) {
        this.sessions = sessions;
    }

    private record Met(int limit, long at) {}

    /** A newcomer of the user was refused, or another session had to go for it. */
    synchronized void met(UserId user, int limit, long now) {
        lately.remove(user);
        lately.put(user, new Met(limit, now));
        if (lately.size() > MOST) {
            lately.remove(lately.keySet().iterator().next());
        }
    }

    /** The last to meet their limit come first. */
    List<UserAtLimit> now(long now) {
        Map<UserId, Met> all;
        synchronized (this) {
            lately.values().removeIf(met -> now - met.at() > LATELY.toNanos());
            all = new LinkedHashMap<>(lately);
        }
        List<UserAtLimit> found = new ArrayList<>();
        all.forEach((user, met) -> {
            int many = (int) sessions.of(user).stream()
                    .filter(session -> !session.isGone(now))
                    .count();
            if (many >= met.limit()) {
                found.add(0, new UserAtLimit(user, many, met.limit()));
            }
        });
        return found;
    }
}
