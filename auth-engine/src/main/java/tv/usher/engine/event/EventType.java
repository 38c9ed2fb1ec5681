package tv.usher.engine.event;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can happen. The words for it are those of {@code events.schema.json}. */
public enum EventType {
    STARTED,
    STOPPED,
    SESSION_BEGUN,
    SESSION_ENDED,
    DENIED,
    OUTAGE_BEGUN,
    OUTAGE_CHANGED,
    OUTAGE_ENDED,
    CANARY,
    RELOAD,
    AUDIT;

    /** As in the field {@code type} of an event. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<EventType> of(String word) {
        return Stream.of(values()).filter(type -> type.word().equals(word)).findFirst();
    }
}
