package tv.usher.engine.rule;

/**
 * The name of a viewer's parameter in a condition. Names are compared as {@link tv.usher.api.QueryString} does: {@code token},
 * {@code Token}, {@code tok%65n} and {@code token[]} are one.
 */
public record ParameterName(String name) {

    /**
     * @throws IllegalArgumentException if the text is no name as it reads decoded, without a bracket
     */
    public static ParameterName parse(String text) {
        if (!text.matches("[A-Za-z0-9_.-]{1,64}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not the name of a parameter: letters, digits, '_', '.' and '-', at most 64");
        }
        return new ParameterName(text);
    }

    @Override
    public String toString() {
        return name;
    }
}
