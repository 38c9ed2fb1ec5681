package tv.usher.engine.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;
import tv.usher.engine.util.ReasonCode;

/**
 * Sessions that ended for a newer one of the same user, for as long as somebody may ask why. Bounded: the oldest are forgotten first.
 * Thread-safe.
 */
final class Replaced {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Cache<Key, End> byKey;

    Replaced(Clock clock) {
        this.clock = clock;
        this.byKey = Caffeine.newBuilder()
                .expireAfterWrite(KEPT)
                .maximumSize(MOST)
                .ticker(clock::now)
                .build();
    }

    /**
     * How a session ended.
     *
     * @param user whose it was, empty if unknown
     * @param by   the newer one, empty if another Usher let it in
     */
    record End(String user, long at, String by) {

        Refusal refusal(long now) {
            long seconds = (now - at) / 1_000_000_000;
            String newer = by.isEmpty() ? "" : " (" + by + ')';
            String whose = user.isEmpty() ? "" : " of user " + user;
            return new Refusal(
                    ReasonCode.SESSION_REPLACED.with(
                            "a newer session" + whose + newer + " ended this one " + seconds + "s ago"),
                    "",
                    user);
        }
    }

    /**
     * @param by null if another Usher let it in
     */
    void add(Session session, @Nullable Session by) {
        String newer = by == null ? "" : by.playback().client() + " on " + by.channel();
        End end = new End(session.user(), clock.now(), newer);
        byKey.put(session.key(), end);
        if (session.followKey() != null) {
            byKey.put(session.followKey(), end);
        }
        boolean zapped = by != null && session.isOnSameDevice(by);
        if (!zapped) { // a device may zap back at once
            session.reconnectKeys().forEach(key -> byKey.put(key, end));
        }
    }

    @Nullable End of(Key key) {
        return byKey.getIfPresent(key);
    }

    /** As {@link #of(Key)}, also if the newcomer is the same viewer's at the same stream, under another name. */
    @Nullable End of(Session newcomer) {
        End end = of(newcomer.key());
        for (Key reconnect : end == null ? newcomer.reconnectKeys() : List.<Key>of()) {
            end = end == null ? of(reconnect) : end;
        }
        return end;
    }
}
