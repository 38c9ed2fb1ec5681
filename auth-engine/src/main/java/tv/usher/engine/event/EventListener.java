package tv.usher.engine.event;

import java.util.List;

/** Hears of events as they are written, on their thread; so it must not block. */
public interface EventListener {

    /** True if anybody is there to hear. */
    boolean isListening();

    /**
     * @param events in their order, at least one
     */
    void heard(List<EventLine> events);
}
