package tv.usher.backend.http;

import java.util.Optional;

/** Where a part of the grant stands in an answer: a JSON pointer, or the name of a header. */
record Source(Optional<Pointer> pointer, String header) {

    /**
     * @throws IllegalArgumentException if it is neither; the message continues a sentence that begins with the text
     */
    public static Source parse(String text) {
        if (text.startsWith("/")) {
            return new Source(Optional.of(Pointer.parse(text)), "");
        }
        if (!text.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(
                    "is neither a JSON pointer, which begins with '/', nor the name of a header");
        }
        return new Source(Optional.empty(), text);
    }

    /** {@link Nothing#MISSING} if nothing is there. */
    Object in(ParsedAnswer answer) {
        return pointer.isPresent() ? pointer.get().in(answer.json()) : answer.header(header);
    }

    @Override
    public String toString() {
        return pointer.map(Pointer::toString).orElse(header);
    }
}
