package tv.usher.backend.http;

import java.util.Map;
import java.util.Optional;

/** One of several conditions of which one has to hold; see {@link Condition}. */
record Alternative(
        Optional<StatusCondition> status,
        Map<String, ValueCondition> headers,
        Map<Pointer, ValueCondition> json,
        Optional<ValueCondition> text) {

    Alternative {
        if (status.isEmpty() && headers.isEmpty() && json.isEmpty() && text.isEmpty()) {
            throw new IllegalArgumentException("has no condition; there are status, headers, json and text");
        }
    }

    Optional<String> firstThatFails(ParsedAnswer answer) {
        return Conditions.firstThatFails(status, headers, json, text, answer);
    }
}
