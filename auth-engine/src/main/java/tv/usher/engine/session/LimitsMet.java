package tv.usher.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits that somebody met, and whose places are all taken still. Bounded: the one that was met longest ago is forgotten. Thread-safe.
 */
final class LimitsMet {

    static final int MOST = 1_000;
    static final Duration LATELY = Duration.ofMinutes(10);

    private final CountedSessions sessions;
    private final Map<PlaceKey, Met> lately = new LinkedHashMap<>();

    LimitsMet(CountedSessions sessions) {
        this.sessions = sessions;
    }

    private record Met(CountedLimit limit, long at) {}

    /** A newcomer was refused, or another session had to go for him. */
    synchronized void met(CountedLimit limit, long now) {
        lately.remove(limit.key());
        lately.put(limit.key(), new Met(limit, now));
        if (lately.size() > MOST) {
            lately.remove(lately.keySet().iterator().next());
        }
    }

    /** The last to be met come first. */
    List<MetLimit> now(long now) {
        Map<PlaceKey, Met> all;
        synchronized (this) {
            lately.values().removeIf(met -> now - met.at() > LATELY.toNanos());
            all = new LinkedHashMap<>(lately);
        }
        List<MetLimit> found = new ArrayList<>();
        all.forEach((key, met) -> {
            List<Session> held = sessions.of(key).stream()
                    .filter(session -> session.isLive(now)) // another one goes for a newcomer
                    .toList();
            if (HeldPlace.many(held, met.limit().household()) >= met.limit().most()) {
                found.add(0, new MetLimit(met.limit(), held.size()));
            }
        });
        return found;
    }
}
