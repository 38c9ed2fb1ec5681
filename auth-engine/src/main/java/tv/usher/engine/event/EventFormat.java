package tv.usher.engine.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes a line of an event. Thread-safe. */
final class EventFormat {

    /** Created with the first event: loading the library takes a large part of the time that a start may take. */
    private static final class Loaded {
        static final ObjectWriter WRITER = JsonMapper.builder().build().writer(new VisibleEscapes());
    }

    private final boolean hides;
    private final UnaryOperator<String> hash;

    private EventFormat(boolean hides, UnaryOperator<String> hash) {
        this.hides = hides;
        this.hash = hash;
    }

    /** Addresses are written as they are. */
    static EventFormat plain() {
        return new EventFormat(false, address -> address);
    }

    /** Addresses are hashed, and of denials no text is written, since it may name one. */
    static EventFormat hidingAddresses(UnaryOperator<String> hash) {
        return new EventFormat(true, hash);
    }

    EventLine line(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", Instant.ofEpochMilli(event.at()).toString());
        fields.put("type", event.type().word());
        fields.putAll(event.fields());
        if (hides) {
            fields.computeIfPresent(Event.ADDRESS, (name, address) -> hash.apply((String) address));
            if (event.type() == EventType.DENIED) {
                fields.remove(Event.MESSAGE);
            }
        }
        try {
            return new EventLine(event.type(), Loaded.WRITER.writeValueAsBytes(fields));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
