package tv.usher.engine.util;

import org.jspecify.annotations.Nullable;

/** A thread that others wait for, so that it must not stay at one task. */
interface WatchedThread {

    /** Its kind, as the metric has it. */
    String kind();

    /** How long it has been at one task; asked for by one thread, a few times a second. */
    long busyNanos(long now);

    /** Null before its first task. */
    @Nullable Thread thread();

    default String name() {
        Thread thread = thread();
        return thread == null ? kind() : thread.getName();
    }
}
