package tv.usher.engine.util;

import org.jspecify.annotations.Nullable;

/** For a thread that takes no tasks of ours: marks the work that it does for us. */
public final class WorkMark implements WatchedThread {

    private final String kind;
    private final Clock clock;
    private volatile long since;
    private volatile @Nullable Thread thread;
    private volatile boolean atWork;

    /**
     * @param kind of the thread, as the metric names it
     */
    public WorkMark(String kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    public void begin() {
        thread = Thread.currentThread();
        since = clock.now();
        atWork = true;
    }

    public void end() {
        atWork = false;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public long busyNanos(long now) {
        return atWork ? now - since : 0;
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }
}
