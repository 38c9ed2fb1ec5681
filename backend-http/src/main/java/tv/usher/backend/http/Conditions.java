package tv.usher.backend.http;

import java.util.Map;
import java.util.Optional;

/** What has to be so of one answer; all of it. A condition about JSON never holds for a body that is none, also not {@code absent}. */
final class Conditions {

    private Conditions() {}

    /** The first of them that doesn't hold, and what it met; empty if all hold. */
    static Optional<String> firstThatFails(
            Optional<StatusCondition> status,
            Map<String, ValueCondition> headers,
            Map<Pointer, ValueCondition> json,
            Optional<ValueCondition> text,
            ParsedAnswer answer) {
        int got = answer.response().status();
        if (status.isPresent() && !status.get().holds(got)) {
            return Optional.of("the status is " + got + ", not " + status.get());
        }
        for (Map.Entry<String, ValueCondition> header : headers.entrySet()) {
            Object found = answer.header(header.getKey());
            if (!header.getValue().holdsForText(found, answer.response().receivedAt())) {
                return Optional.of(failed("header " + header.getKey(), found, header.getValue(), answer));
            }
        }
        if (!json.isEmpty() && answer.json().isEmpty()) {
            return Optional.of("the body is no JSON");
        }
        for (Map.Entry<Pointer, ValueCondition> value : json.entrySet()) {
            Object found = value.getKey().in(answer.json());
            if (!value.getValue().holds(found, answer.response().receivedAt())) {
                return Optional.of(failed(value.getKey().toString(), found, value.getValue(), answer));
            }
        }
        if (text.isPresent()
                && !text.get().holdsForText(answer.text(), answer.response().receivedAt())) {
            return Optional.of(failed("the text", answer.text(), text.get(), answer));
        }
        return Optional.empty();
    }

    private static String failed(String what, Object found, ValueCondition test, ParsedAnswer answer) {
        return what + " is " + Shown.of(found, answer.secrets()) + ", not " + test;
    }
}
