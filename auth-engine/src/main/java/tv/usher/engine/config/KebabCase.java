package tv.usher.engine.config;

import java.util.Locale;

/** Converts names of the code to names in the file. */
final class KebabCase {

    private KebabCase() {}

    /** A record component as a key: {@code maxAnswer} is {@code max-answer}, {@code on5xx} is {@code on-5xx}. */
    static String ofComponent(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** An enum constant as a value: {@code ANY_ALLOWS} is {@code any-allows}. */
    static String ofConstant(Object constant) {
        return ((Enum<?>) constant).name().replace('_', '-').toLowerCase(Locale.ROOT);
    }
}
