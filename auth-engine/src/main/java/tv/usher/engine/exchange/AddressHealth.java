package tv.usher.engine.exchange;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.util.Clock;

/**
 * In which order a backend's addresses are asked: as configured, but one that couldn't be connected is passed over for a while. Then a
 * single call tries it, so that only that one may have to wait. Thread-safe.
 */
final class AddressHealth {

    private static final Logger LOG = LoggerFactory.getLogger(AddressHealth.class);

    private final String backend;
    private final long passOverNanos;
    private final AddressWatch watch;
    private final Clock clock;
    private final AtomicReferenceArray<Boolean> failed;
    private final AtomicLongArray tryAgainAt;

    AddressHealth(String backend, int addresses, Duration passOver, AddressWatch watch, Clock clock) {
        this.backend = backend;
        this.passOverNanos = passOver.toNanos();
        this.watch = watch;
        this.clock = clock;
        this.failed = new AtomicReferenceArray<>(addresses);
        this.tryAgainAt = new AtomicLongArray(addresses);
        for (int i = 0; i < addresses; i++) {
            failed.set(i, false);
        }
    }

    /** Every address once; those that are passed over come last, for when no other can be connected either. */
    int[] order() {
        int[] order = new int[failed.length()];
        int first = 0;
        int last = order.length;
        for (int address = 0; address < order.length; address++) {
            if (!failed.get(address) || claimTrial(address)) {
                order[first++] = address;
            } else {
                order[--last] = address;
            }
        }
        return order;
    }

    private boolean claimTrial(int address) {
        long now = clock.now();
        long due = tryAgainAt.get(address);
        return now - due >= 0 && tryAgainAt.compareAndSet(address, due, now + passOverNanos);
    }

    void failed(int address, ExchangeFailure why) {
        tryAgainAt.set(address, clock.now() + passOverNanos);
        if (failed.compareAndSet(address, false, true)) {
            watch.changed(address, false);
            LOG.warn(
                    "backend {}: no connection to address {} of {} ({}), the others are asked for now",
                    backend,
                    address + 1,
                    failed.length(),
                    why.getMessage());
        }
    }

    void connected(int address) {
        if (failed.get(address) && failed.compareAndSet(address, true, false)) {
            watch.changed(address, true);
            LOG.info("backend {}: address {} of {} can be connected again", backend, address + 1, failed.length());
        }
    }
}
