package tv.usher.engine.check;

import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.QueryString;

/** The name of a query's parameter. */
public record Parameter(String name) {

    // What is never encoded in a query, nor folded by a middleware.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * @throws IllegalArgumentException if the text has other characters than letters, digits, {@code _} and {@code -}
     */
    public static Parameter parse(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException("is not 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return new Parameter(text);
    }

    /** Its value, decoded; empty without a value, and if another reader could find another value. */
    Optional<String> in(QueryString query) {
        return query.only(name).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return name;
    }
}
