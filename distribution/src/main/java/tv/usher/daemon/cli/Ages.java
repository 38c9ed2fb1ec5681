package tv.usher.daemon.cli;

import java.time.Duration;

/** Durations for people, in their two largest units, as in {@code 2h59m}. */
public final class Ages {

    private Ages() {}

    /** Nothing below zero. */
    public static String text(Duration duration) {
        if (duration.toSeconds() < 60) {
            return Math.max(0, duration.toSeconds()) + "s";
        }
        if (duration.toMinutes() < 60) {
            return duration.toMinutes() + "m" + duration.toSecondsPart() + "s";
        }
        return duration.toHours() < 24
                ? duration.toHours() + "h" + duration.toMinutesPart() + "m"
                : duration.toDays() + "d" + duration.toHoursPart() + "h";
    }
}
