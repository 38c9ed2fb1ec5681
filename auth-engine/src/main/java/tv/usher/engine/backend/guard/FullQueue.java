package tv.usher.engine.backend.guard;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.usher.engine.backend.OnUnavailable;
import tv.usher.engine.util.Clock;

/**
 * Spells in which a backend's queue is full again and again, so that questions find the backend unavailable though it answers others. The
 * log gets a line when one begins, and one when it is over. Thread-safe.
 */
final class FullQueue {

    /** A spell is over when the queue wasn't full for so long. */
    static final Duration CALM = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(FullQueue.class);

    private final String backend;
    private final OnUnavailable action;
    private final Clock clock;

    /** Null while there is no spell. */
    private volatile @Nullable Spell spell;

    private record Spell(long since, long last, long questions) {}

    FullQueue(String backend, OnUnavailable action, Clock clock) {
        this.backend = backend;
        this.action = action;
        this.clock = clock;
    }

    /** A question found it full. */
    synchronized void found() {
        tellEnd();
        long now = clock.now();
        Spell before = spell;
        if (before == null) {
            log.warn(
                    "backend {} has no room for more questions; viewers who can't be asked about get on-unavailable: {}",
                    backend,
                    action.word());
        }
        spell = before == null ? new Spell(now, now, 1) : new Spell(before.since(), now, before.questions() + 1);
    }

    /** How long this spell has lasted; zero while there is none. */
    Duration length() {
        Spell now = spell;
        return now == null || isOver(now) ? Duration.ZERO : Duration.ofNanos(clock.now() - now.since());
    }

    private boolean isOver(Spell spell) {
        return clock.now() - spell.last() >= CALM.toNanos();
    }

    /** Tells the log that it is over, once it is. Called now and then. */
    void tellEnd() {
        Spell over = spell;
        if (over != null && isOver(over)) {
            tellEnd(over);
        }
    }

    private synchronized void tellEnd(Spell over) {
        if (over.equals(spell)) {
            spell = null;
            log.info(
                    "backend {} has room for questions again after {}s; {} questions found none (on-unavailable: {})",
                    backend,
                    Duration.ofNanos(over.last() - over.since()).toSeconds(),
                    over.questions(),
                    action.word());
        }
    }
}
