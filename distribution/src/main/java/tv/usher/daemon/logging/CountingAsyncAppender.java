package tv.usher.daemon.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/** Tells how many lines it had no room for, once there is room again or at the end. Logback makes it, so it is public. */
public final class CountingAsyncAppender extends AsyncAppender {

    private final AtomicLong dropped = new AtomicLong();

    /** Asked about a line that finds only the places that are kept for warnings and errors. */
    @Override
    protected boolean isDiscardable(ILoggingEvent event) {
        boolean discardable = super.isDiscardable(event);
        if (discardable) {
            dropped.incrementAndGet();
        }
        return discardable;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() == 0) {
            dropped.incrementAndGet();
            return;
        }
        super.append(event);
        if (getRemainingCapacity() > getQueueSize() / 2) { // half, lest it is told whenever one place is free
            tell();
        }
    }

    private void tell() {
        long lost = dropped.get() == 0 || getRemainingCapacity() == 0 ? 0 : dropped.getAndSet(0);
        if (lost > 0) {
            super.append(new LoggingEvent(
                    CountingAsyncAppender.class.getName(),
                    ((LoggerContext) getContext()).getLogger(CountingAsyncAppender.class),
                    Level.WARN,
                    "{} lines were dropped: the log can't be written as fast as they come",
                    null,
                    new Object[] {lost}));
        }
    }

    @Override
    public void stop() {
        if (isStarted()) {
            tell();
        }
        super.stop();
    }
}
