package tv.usher.engine.session;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Locks what sessions are counted under. Several are taken in one order, so that no two admissions wait for each other. Thread-safe.
 */
final class PlaceLocks {

    private static final int STRIPES = 1_024; // a power of two

    private final ReentrantLock[] stripes =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    /** Does some work while nobody else changes what is counted under those. It must not wait for anything. */
    <T> T holding(List<? extends PlaceKey> keys, Supplier<T> work) {
        if (keys.size() == 1) {
            return holding(stripes[stripe(keys.get(0))], work);
        }
        int[] needed =
                keys.stream().mapToInt(PlaceLocks::stripe).sorted().distinct().toArray();
        for (int stripe : needed) {
            stripes[stripe].lock();
        }
        try {
            return work.get();
        } finally {
            for (int stripe : needed) {
                stripes[stripe].unlock();
            }
        }
    }

    private static <T> T holding(ReentrantLock stripe, Supplier<T> work) {
        stripe.lock();
        try {
            return work.get();
        } finally {
            stripe.unlock();
        }
    }

    private static int stripe(PlaceKey key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & STRIPES - 1;
    }
}
