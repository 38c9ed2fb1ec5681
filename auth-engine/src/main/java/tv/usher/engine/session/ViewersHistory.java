package tv.usher.engine.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tv.usher.engine.util.Clock;

/** How many viewers there were, in steps of five minutes, over the last day. In memory alone. Thread-safe. */
public final class ViewersHistory {

    public static final Duration STEP = Duration.ofMinutes(5);

    private static final int MOST = (int) Duration.ofDays(1).dividedBy(STEP);

    private final Clock clock;
    private final Deque<Integer> steps = new ArrayDeque<>(MOST);
    private final long start;
    private long lastStep;

    ViewersHistory(Clock clock) {
        this.clock = clock;
        this.start = clock.now();
    }

    /**
     * @param from    when the first step began
     * @param viewers the most viewers of each step, the newest last; that one isn't over yet
     */
    public record Day(Instant from, List<Integer> viewers) {}

    /** Viewers are counted now and then. */
    synchronized void add(int viewers) {
        long step = (clock.now() - start) / STEP.toNanos();
        if (!steps.isEmpty() && step == lastStep) {
            steps.addLast(Math.max(viewers, steps.removeLast()));
            return;
        }
        long missed = steps.isEmpty() ? 0 : Math.min(MOST, step - lastStep - 1);
        for (long i = 0; i < missed; i++) {
            push(0); // the machine slept, and nobody was answered
        }
        push(viewers);
        lastStep = step;
    }

    private void push(int viewers) {
        if (steps.size() == MOST) {
            steps.removeFirst();
        }
        steps.addLast(viewers);
    }

    public synchronized Day day() {
        long first = start + (lastStep - Math.max(0, steps.size() - 1)) * STEP.toNanos();
        Instant from = steps.isEmpty() ? clock.instant() : Instant.ofEpochMilli(clock.toWall(first));
        return new Day(from, List.copyOf(steps));
    }
}
