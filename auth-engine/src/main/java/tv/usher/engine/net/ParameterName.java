package tv.usher.engine.net;

import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.QueryString;

/**
 * The name of a viewer's parameter. Names are compared as {@link QueryString} does: {@code token}, {@code Token}, {@code tok%65n} and
 * {@code token[]} are one.
 */
public record ParameterName(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    /**
     * @throws IllegalArgumentException if the text is no name as it reads decoded, without a bracket; the message continues a sentence
     *     that begins with the text
     */
    public static ParameterName parse(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "is not the name of a parameter: letters, digits, '_', '.' and '-', at most 64");
        }
        return new ParameterName(text);
    }

    /** Its value, decoded; empty without a value, and if another reader could find another value. */
    public Optional<String> onlyIn(QueryString query) {
        return query.only(name).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return name;
    }
}
