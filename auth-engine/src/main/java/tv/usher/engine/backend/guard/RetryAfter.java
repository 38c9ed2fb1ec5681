package tv.usher.engine.backend.guard;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.usher.api.BackendResponse;

/** The header {@code Retry-After} of RFC 9110, 10.2.3: seconds, or a date of HTTP. */
final class RetryAfter {

    static final Duration SHORTEST = Duration.ofSeconds(1);

    /** One answer must not keep a portal from being asked for an hour. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    private RetryAfter() {}

    /**
     * @param wallNow compared with the answer's date
     * @return between {@link #SHORTEST} and {@link #LONGEST}; empty if the header is missing or can't be read
     */
    static Optional<Duration> of(BackendResponse response, Instant wallNow) {
        return response.header("Retry-After")
                .map(String::strip)
                .flatMap(text -> parse(text, wallNow))
                .map(RetryAfter::clamp);
    }

    private static Optional<Duration> parse(String text, Instant wallNow) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(wallNow, date));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration asked) {
        if (asked.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
