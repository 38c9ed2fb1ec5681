package tv.usher.engine;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hears what one logger says, and keeps it from the console until closed. */
public final class TestingLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private volatile Consumer<String> onLine = line -> {};

    public static TestingLog of(Class<?> logger) {
        return of(logger.getName());
    }

    public static TestingLog of(String logger) {
        TestingLog log = new TestingLog((Logger) LoggerFactory.getLogger(logger));
        log.start();
        log.logger.setLevel(Level.INFO);
        log.logger.setAdditive(false);
        log.logger.addAppender(log);
        return log;
    }

    private TestingLog(Logger logger) {
        this.logger = logger;
    }

    /** Runs on the logging thread, before the line counts as written. */
    public TestingLog onLine(Consumer<String> onLine) {
        this.onLine = onLine;
        return this;
    }

    @Override
    protected void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing(); // remembers the thread
        onLine.accept(event.getFormattedMessage());
        events.add(event);
    }

    /** What was said, in order. */
    public List<String> lines() {
        return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The threads that wrote, in the order of the lines. */
    public List<String> threads() {
        return events.stream().map(ILoggingEvent::getThreadName).toList();
    }

    public List<Level> levels() {
        return events.stream().map(ILoggingEvent::getLevel).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        logger.setAdditive(true);
        stop();
    }
}
