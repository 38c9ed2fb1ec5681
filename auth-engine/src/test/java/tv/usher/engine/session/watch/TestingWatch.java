package tv.usher.engine.session.watch;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tv.usher.engine.event.Event;
import tv.usher.engine.event.EventType;
import tv.usher.engine.event.Events;
import tv.usher.engine.session.DataFolder;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.SessionStore;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.TestingSessions;
import tv.usher.engine.util.TestingClock;

/**
 * A process whose sessions are watched, on one thread: events wait until {@link #second}, as they do until the thread of the events comes
 * by. What was told survives it.
 */
final class TestingWatch implements Events {

    private final TestingClock clock;
    private final Path folder;
    private final SessionSettings settings;
    private final List<Event> told = new ArrayList<>();
    private final Queue<Supplier<@Nullable Event>> waiting = new ArrayDeque<>();
    private WatchTime watch;
    private Sessions sessions;

    TestingWatch(TestingClock clock, Path folder, SessionSettings settings, SessionStore store) {
        this.clock = clock;
        this.folder = folder;
        this.settings = settings;
        start(store);
    }

    private void start(SessionStore store) {
        watch = WatchTime.noted(this, new DataFolder(folder), clock.clock());
        sessions =
                TestingSessions.of(settings, clock.clock(), store, new SessionMetrics(new PrometheusRegistry()), watch);
        sessions.open();
        watch.open(sessions);
    }

    Sessions sessions() {
        return sessions;
    }

    List<Event> told() {
        return told;
    }

    /** The sum of what was told. */
    double watchedSeconds() {
        return told.stream()
                .filter(event -> event.type() == EventType.SESSION_ENDED)
                .mapToDouble(event -> (double) event.fields().getOrDefault("watchedSeconds", 0.0))
                .sum();
    }

    @Override
    public void add(EventType type, Supplier<@Nullable Event> event) {
        waiting.add(event);
    }

    /** The thread of the events comes by. */
    void second() {
        write();
        watch.everySecond();
        write();
    }

    private void write() {
        for (Supplier<@Nullable Event> next = waiting.poll(); next != null; next = waiting.poll()) {
            Event event = next.get();
            if (event != null) {
                told.add(event);
            }
        }
        watch.heard(List.of());
    }

    /** Time passes second by second. */
    void passes(int seconds) {
        for (int second = 0; second < seconds; second++) {
            clock.passes(Duration.ofSeconds(1));
            second();
        }
    }

    /** The process is killed: what waited is lost. */
    void isKilled(SessionStore store) {
        isKilled();
        start(store);
    }

    void isKilled() {
        waiting.clear();
        watch.close();
    }

    void ends() {
        second();
        watch.close();
    }

    /** The process ends in order, and is started again. */
    void restarts(SessionStore store) {
        ends();
        start(store);
    }
}
