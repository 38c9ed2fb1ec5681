package tv.usher.backend.http;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers as middlewares write them: as numbers, or as texts. */
final class Numbers {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})(?:\\.[0-9]{1,9})?");

    private Numbers() {}

    /** Empty if the value is no number. */
    static Optional<BigDecimal> read(Object value) {
        if (value instanceof BigDecimal number) {
            return Optional.of(number);
        }
        return value instanceof String text && NUMBER.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }
}
