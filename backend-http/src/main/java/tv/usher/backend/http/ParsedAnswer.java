package tv.usher.backend.http;

import java.util.Collection;
import java.util.Optional;
import tv.usher.api.BackendResponse;

/**
 * A middleware's answer, its body read once.
 *
 * @param json    the body's document; empty if it is none
 * @param secrets what the viewer showed, which no reason may show
 */
record ParsedAnswer(BackendResponse response, Optional<Object> json, Collection<String> secrets) {

    static ParsedAnswer of(BackendResponse response, Collection<String> secrets) {
        return new ParsedAnswer(response, JsonDocument.read(response.body()), secrets);
    }

    /** {@link Nothing#MISSING} if it has no such header. */
    Object header(String name) {
        return response.header(name).<Object>map(text -> text.strip()).orElse(Nothing.MISSING);
    }

    /** The body, without blanks around it. */
    String text() {
        return response.body().strip();
    }

    /** Never shows anything of it. */
    @Override
    public String toString() {
        return "ParsedAnswer[status=" + response.status() + "]";
    }
}
