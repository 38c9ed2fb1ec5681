package tv.usher.engine.session;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A limit of the configuration that holds for a session.
 *
 * @param name      without blanks
 * @param of        whose places it counts
 * @param most      places, at least 1
 * @param household sessions of one address take one place
 */
public record SessionLimit(String name, PlaceOwner of, int most, boolean household) {

    private static final Pattern TEXT = Pattern.compile("(user|token|address|channel):([0-9]{1,9}):(h?):(\\S+)");

    /** One line, for stores. */
    public static String text(List<SessionLimit> limits) {
        return String.join(" ", limits.stream().map(SessionLimit::text).toList());
    }

    /** The limits of such a {@link #text}; what isn't one is left out. */
    public static List<SessionLimit> listOf(String text) {
        return Stream.of(text.split(" ")).flatMap(word -> parse(word).stream()).toList();
    }

    private String text() {
        return of.name().toLowerCase(Locale.ROOT) + ':' + most + ':' + (household ? "h" : "") + ':' + name;
    }

    private static Optional<SessionLimit> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new SessionLimit(
                        parts.group(4),
                        PlaceOwner.valueOf(parts.group(1).toUpperCase(Locale.ROOT)),
                        Integer.parseInt(parts.group(2)),
                        !parts.group(3).isEmpty()))
                : Optional.empty();
    }
}
