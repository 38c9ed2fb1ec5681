package tv.usher.backend.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Moments as middlewares write them: seconds or milliseconds since 1970, as number or text, or {@code 2030-01-01T00:00:00Z}. Zero is none:
 * it stands for "never".
 */
final class Moments {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,15}");

    /** From here on a number is in milliseconds: in seconds it would be the year 5138. */
    private static final BigDecimal MILLISECONDS = new BigDecimal("100000000000");

    private static final BigDecimal LAST = new BigDecimal("253402300799000"); // of the year 9999, in milliseconds

    private Moments() {}

    /** Empty if the value is no moment. */
    static Optional<Instant> read(Object value) {
        if (value instanceof BigDecimal number) {
            return ofNumber(number);
        }
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        if (DIGITS.matcher(text).matches()) {
            return ofNumber(new BigDecimal(text));
        }
        try {
            return text.length() > 40
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ofNumber(BigDecimal number) {
        if (number.signum() <= 0 || number.compareTo(LAST) > 0) {
            return Optional.empty();
        }
        long whole = number.setScale(0, RoundingMode.DOWN).longValue();
        return Optional.of(
                number.compareTo(MILLISECONDS) < 0 ? Instant.ofEpochSecond(whole) : Instant.ofEpochMilli(whole));
    }
}
