package tv.usher.backend.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer must be like.
 *
 * @param headers by their names
 * @param json    by where the values stand in the body
 * @param text    the body as it is, without blanks around it
 * @param anyOf   one of them has to hold beside all that stands here; none: nothing more
 */
record Condition(
        Optional<StatusCondition> status,
        Map<String, ValueCondition> headers,
        Map<Pointer, ValueCondition> json,
        Optional<ValueCondition> text,
        List<Alternative> anyOf) {

    Condition {
        if (status.isEmpty() && headers.isEmpty() && json.isEmpty() && text.isEmpty() && anyOf.isEmpty()) {
            throw new IllegalArgumentException("has no condition; there are status, headers, json, text and any-of");
        }
    }

    /** The first part that doesn't hold, and what it met; empty if the answer is like this. */
    Optional<String> firstThatFails(ParsedAnswer answer) {
        Optional<String> fails = Conditions.firstThatFails(status, headers, json, text, answer);
        if (fails.isPresent() || anyOf.isEmpty()) {
            return fails;
        }
        Optional<String> first = Optional.empty();
        for (Alternative one : anyOf) {
            Optional<String> failed = one.firstThatFails(answer);
            if (failed.isEmpty()) {
                return Optional.empty();
            }
            first = first.or(() -> failed);
        }
        return first;
    }

    boolean holds(ParsedAnswer answer) {
        return firstThatFails(answer).isEmpty();
    }
}
