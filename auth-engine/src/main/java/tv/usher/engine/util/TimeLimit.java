package tv.usher.engine.util;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does what may hang, and goes on without it. */
public final class TimeLimit {

    private TimeLimit() {}

    /**
     * Runs the task on a thread of its own, which is left behind if it takes longer.
     *
     * @return where it hangs; empty if it has ended
     * @throws CompletionException with the cause if it failed
     */
    public static Optional<String> run(String thread, Duration most, Runnable task) {
        FutureTask<?> running = new FutureTask<>(task, null);
        Thread runner = new DaemonThreads(thread).newThread(running);
        runner.start();
        try {
            running.get(Math.max(1, most.toMillis()), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (TimeoutException e) {
            return Optional.of(where(runner));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(where(runner));
        }
    }

    /** What a thread is at: the innermost method that isn't the JDK's, since that one is somebody's to mend. */
    static String where(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return Arrays.stream(frames)
                .filter(frame -> frame.getModuleName() == null)
                .findFirst()
                .or(() -> Arrays.stream(frames).findFirst())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("its end");
    }
}
