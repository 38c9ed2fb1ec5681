package tv.usher.backend.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place in a document, as RFC 6901 writes it: {@code /user_info/auth}; the empty text is the whole document. */
record Pointer(String text, List<String> steps) {

    Pointer {
        steps = List.copyOf(steps);
    }

    /**
     * @throws IllegalArgumentException if the text is no such place; the message continues a sentence that begins with the text
     */
    public static Pointer parse(String text) {
        if (text.isEmpty()) {
            return new Pointer(text, List.of());
        }
        if (!text.startsWith("/") || text.matches(".*~(?![01]).*")) {
            throw new IllegalArgumentException("is not a JSON pointer, which begins with '/', as in /user_info/auth");
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(text, steps);
    }

    /** {@link Nothing#MISSING} if nothing is there, also where there is no document. */
    Object in(Optional<Object> document) {
        Object at = document.orElse(Nothing.MISSING);
        for (String step : steps) {
            if (at instanceof Map<?, ?> object && object.containsKey(step)) {
                at = object.get(step);
            } else if (at instanceof List<?> array && step.matches("0|[1-9][0-9]{0,8}")) {
                int index = Integer.parseInt(step);
                at = index < array.size() ? array.get(index) : Nothing.MISSING;
            } else {
                return Nothing.MISSING;
            }
        }
        return at;
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "the document" : text;
    }
}
