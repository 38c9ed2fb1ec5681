package tv.usher.engine.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.util.Clock;
import tv.usher.engine.util.Key;

/** Denials of the last seconds, so that a player in a retry loop doesn't take the middleware down. Bounded; thread-safe. */
final class Denials {

    private final Cache<Key, Refusal> byKey;

    /**
     * @param keep zero: nothing is remembered
     */
    Denials(Duration keep, int maxDenials, Clock clock) {
        this.byKey = Caffeine.newBuilder()
                .expireAfterWrite(keep)
                .maximumSize(keep.isZero() ? 0 : maxDenials)
                .ticker(clock::now)
                .build();
    }

    @Nullable Refusal of(Key key) {
        return byKey.getIfPresent(key);
    }

    void add(Key key, Refusal refusal) {
        byKey.put(key, refusal);
    }

    /** An estimate. */
    long size() {
        return byKey.estimatedSize();
    }
}
