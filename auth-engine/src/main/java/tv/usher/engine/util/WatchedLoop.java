package tv.usher.engine.util;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A loop that runs one task after another. It is given a task of ours now and then, and is busy until it has run it. */
final class WatchedLoop implements WatchedThread {

    private final String kind;
    private final Executor loop;
    private volatile @Nullable Thread thread;
    private volatile boolean turned = true;
    private long asked;

    WatchedLoop(String kind, Executor loop) {
        this.kind = kind;
        this.loop = loop;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public long busyNanos(long now) {
        if (!turned) {
            return now - asked;
        }
        turned = false;
        asked = now;
        try {
            loop.execute(this::turn);
        } catch (RejectedExecutionException | IllegalStateException e) { // it has ended
            turned = true;
        }
        return 0;
    }

    private void turn() {
        thread = Thread.currentThread();
        turned = true;
    }

    @Override
    public @Nullable Thread thread() {
        return thread;
    }

    boolean isOf(Executor other) {
        return loop == other;
    }
}
