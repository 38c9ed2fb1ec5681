package tv.usher.engine.event;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where events are told. Thread-safe; never blocks and never throws. */
public interface Events {

    /** Nobody wants them. */
    Events NONE = (type, event) -> {};

    /**
     * @param type  of the event
     * @param event made later, on the thread of the events, and not at all where nobody wants it; it must not block for
     *     long; null: there is nothing to tell after all
     */
    void add(EventType type, Supplier<@Nullable Event> event);

    /** There was such an event, and whoever had to tell it had no room for it. */
    default void lost(EventType type) {}
}
