package tv.usher.engine.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tv.usher.engine.util.ShortText;

/**
 * Something that happened. It holds no token.
 *
 * @param at     milliseconds of the wall clock since 1970
 * @param fields by their names, in the order in which they are written: texts, numbers, truth values, lists and maps of these
 */
public record Event(EventType type, long at, Map<String, Object> fields) {

    /** The viewer's address, which {@code events.hash-addresses} hides. */
    static final String ADDRESS = "address";

    /** A text for people, which may name addresses too. */
    static final String MESSAGE = "message";

    /** A longer text is cut: a viewer may have made it up. */
    private static final int MAX_TEXT = 500;

    private static final int MOST_TEXTS = 100;

    public Event {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static Builder of(EventType type, long at) {
        return new Builder(type, at);
    }

    /** Puts fields in order. What is empty is unknown, and left out. */
    public static final class Builder {

        private final EventType type;
        private final long at;
        private final Map<String, Object> fields = new LinkedHashMap<>();

        private Builder(EventType type, long at) {
            this.type = type;
            this.at = at;
        }

        public Builder with(String name, String text) {
            if (!text.isEmpty()) {
                fields.put(name, start(text));
            }
            return this;
        }

        private static String start(String text) {
            return text.length() <= MAX_TEXT ? text : ShortText.of(text, MAX_TEXT) + '…';
        }

        public Builder with(String name, long number) {
            fields.put(name, number);
            return this;
        }

        public Builder with(String name, boolean truth) {
            fields.put(name, truth);
            return this;
        }

        /** A length of time, exact to the millisecond. */
        public Builder withSeconds(String name, long millis) {
            fields.put(name, millis / 1_000.0);
            return this;
        }

        /**
         * @param millis of the wall clock since 1970
         */
        public Builder withMoment(String name, long millis) {
            fields.put(name, Instant.ofEpochMilli(millis).toString());
            return this;
        }

        /** Of many texts, the first. */
        public Builder with(String name, List<String> texts) {
            fields.put(
                    name, texts.stream().limit(MOST_TEXTS).map(Builder::start).toList());
            return this;
        }

        public Builder with(String name, Map<String, String> texts) {
            if (!texts.isEmpty()) {
                Map<String, String> cut = new LinkedHashMap<>();
                texts.forEach((key, text) -> cut.put(key, start(text)));
                fields.put(name, cut);
            }
            return this;
        }

        public Builder address(String address) {
            return with(ADDRESS, address);
        }

        public Builder message(String message) {
            return with(MESSAGE, message);
        }

        public Event build() {
            return new Event(type, at, fields);
        }
    }
}
