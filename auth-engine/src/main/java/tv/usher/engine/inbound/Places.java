package tv.usher.engine.inbound;

import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of connections. */
final class Places {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    Places(int most) {
        this.most = most;
    }

    /** False if there is no place left. */
    boolean take() {
        if (taken.incrementAndGet() <= most) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void leave() {
        taken.decrementAndGet();
    }
}
