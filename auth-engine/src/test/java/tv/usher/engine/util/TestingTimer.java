package tv.usher.engine.util;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A timer that a test moves, together with its clock. Tasks run on the test's thread. */
public final class TestingTimer implements Timer {

    private final TestingClock clock;
    private final List<Scheduled> scheduled = new ArrayList<>();

    public TestingTimer(TestingClock clock) {
        this.clock = clock;
    }

    /** Lets time pass, and runs what is due at its own time. */
    public void passes(Duration time) {
        long end = clock.now() + time.toNanos();
        for (Optional<Scheduled> next = nextUntil(end); next.isPresent(); next = nextUntil(end)) {
            clock.passes(Duration.ofNanos(next.get().due - clock.now()));
            scheduled.remove(next.get());
            next.get().run();
        }
        clock.passes(Duration.ofNanos(end - clock.now()));
    }

    private Optional<Scheduled> nextUntil(long end) {
        return scheduled.stream().filter(one -> one.due - end <= 0).min(Comparator.comparingLong(one -> one.due - end));
    }

    @Override
    public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
        Scheduled timeout = new Scheduled(task, clock.now() + unit.toNanos(delay));
        scheduled.add(timeout);
        return timeout;
    }

    @Override
    public Set<Timeout> stop() {
        return Set.of();
    }

    private final class Scheduled implements Timeout {

        private final TimerTask task;
        private final long due;
        private boolean cancelled;

        Scheduled(TimerTask task, long due) {
            this.task = task;
            this.due = due;
        }

        private void run() {
            try {
                task.run(this);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Timer timer() {
            return TestingTimer.this;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return !scheduled.contains(this);
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public boolean cancel() {
            cancelled = scheduled.remove(this);
            return cancelled;
        }
    }
}
