package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;

/**
 * In which order a backend's addresses are asked: as configured, but one that couldn't be connected is passed over for a while. Then a
 * single call tries it, so that only that one may have to wait. A reserve that no call would come to is tried by {@link #due}. Thread-safe.
 */
final class AddressHealth {

    private static final Logger LOG = LoggerFactory.getLogger(AddressHealth.class);
    private static final long CONNECTS = Long.MIN_VALUE; // instead of a moment

    private final String backend;
    private final long passOverNanos;
    private final AddressWatch watch;
    private final Clock clock;
    private final AtomicLongArray tryAgainAt;

    AddressHealth(String backend, int addresses, Duration passOver, AddressWatch watch, Clock clock) {
        this.backend = backend;
        this.passOverNanos = passOver.toNanos();
        this.watch = watch;
        this.clock = clock;
        this.tryAgainAt = new AtomicLongArray(addresses);
        for (int i = 0; i < addresses; i++) {
            tryAgainAt.set(i, CONNECTS);
        }
    }

    /** Every address once; those that are passed over come last, for when no other can be connected either. */
    int[] order() {
        int[] order = new int[tryAgainAt.length()];
        int first = 0;
        int last = order.length;
        for (int address = 0; address < order.length; address++) {
            if (connects(address) || first == 0 && isTriedNow(address)) {
                order[first++] = address;
            } else {
                order[--last] = address;
            }
        }
        return order;
    }

    /** Those that weren't connected for long enough, each told to one caller only, who has to try it. */
    int[] due() {
        return IntStream.range(0, tryAgainAt.length())
                .filter(address -> !connects(address) && isTriedNow(address))
                .toArray();
    }

    private boolean connects(int address) {
        return tryAgainAt.get(address) == CONNECTS;
    }

    private boolean isTriedNow(int address) {
        long now = clock.now();
        long due = tryAgainAt.get(address);
        return due != CONNECTS && now - due >= 0 && tryAgainAt.compareAndSet(address, due, now + passOverNanos);
    }

    void failed(int address, ExchangeFailure why) {
        if (tryAgainAt.getAndSet(address, clock.now() + passOverNanos) == CONNECTS) {
            watch.changed(address, false);
            LOG.warn(
                    "backend {}: no connection to address {} of {} ({}), the others are asked for now",
                    backend,
                    address + 1,
                    tryAgainAt.length(),
                    why.getMessage());
        }
    }

    void connected(int address) {
        if (!connects(address) && tryAgainAt.getAndSet(address, CONNECTS) != CONNECTS) {
            watch.changed(address, true);
            LOG.info("backend {}: address {} of {} can be connected again", backend, address + 1, tryAgainAt.length());
        }
    }
}
