package tv.usher.engine.util;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations in the file: one whole number and one unit. */
public final class Durations {

    private static final Pattern FORM = Pattern.compile("(0|[1-9][0-9]{0,11})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(3650);

    private Durations() {}

    /**
     * @throws IllegalArgumentException if the text isn't such a duration, or is longer than ten years
     */
    public static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration, as in 500ms, 2s, 10m, 12h or 1d");
        }
        Duration duration = Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2)));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("is longer than " + LONGEST.toDays() + "d");
        }
        return duration;
    }

    /** In the largest unit that is exact. */
    public static String format(Duration duration) {
        for (String unit : List.of("d", "h", "m", "s")) {
            long size = unit(unit).getDuration().toMillis();
            if (duration.toMillis() % size == 0 && duration.toMillis() >= size) {
                return duration.toMillis() / size + unit;
            }
        }
        return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }
}
