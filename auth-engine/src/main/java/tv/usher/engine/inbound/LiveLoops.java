package tv.usher.engine.inbound;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorChooserFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Gives connections to the event loops in turn, and passes over those that stall. */
record LiveLoops(Predicate<EventExecutor> stalls) implements EventExecutorChooserFactory {

    @Override
    public EventExecutorChooser newChooser(EventExecutor[] loops) {
        AtomicLong turn = new AtomicLong();
        return () -> {
            EventExecutor next = loops[(int) (turn.getAndIncrement() % loops.length)];
            for (int passedOver = 0; passedOver < loops.length && stalls.test(next); passedOver++) {
                next = loops[(int) (turn.getAndIncrement() % loops.length)];
            }
            return next;
        };
    }
}
