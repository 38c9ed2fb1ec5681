package tv.usher.engine.management.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import tv.usher.engine.util.DaemonThreads;

/** The one thread of the API, so that callers keep all processors but one, whatever the API has to do. Refuses a task if too many wait. */
public final class ApiThread implements Executor, AutoCloseable {

    private static final int MAX_WAITING = 16;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), new DaemonThreads("usher-api"));

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Answers the waiting requests, and accepts no more. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
