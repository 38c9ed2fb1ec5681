package tv.usher.engine.inbound;

import java.util.concurrent.atomic.AtomicInteger;

/** A bounded number of connections, or of bytes. Thread-safe. */
public final class Places {

    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    public Places(int most) {
        this.most = most;
    }

    /** False if there are not so many places left. */
    boolean take(int places) {
        if (taken.addAndGet(places) <= most) {
            return true;
        }
        leave(places);
        return false;
    }

    void leave(int places) {
        taken.addAndGet(-places);
    }
}
