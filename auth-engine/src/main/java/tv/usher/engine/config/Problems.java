package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects problems, and the values that no message may show. */
final class Problems {

    private static final int MAX_SHOWN = 100;
    private static final int MAX_MESSAGE = 600;
    private static final int SHORT = 6;

    private static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(
            Problem::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column));

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();
    private final Optional<Set<String>> shownKeys;

    Problems() {
        shownKeys = Optional.empty();
    }

    private Problems(Set<String> shownKeys) {
        this.shownKeys = Optional.of(shownKeys);
    }

    /** Problems of a file with secrets, or of one that was named by mistake: they show none of its text but these keys. */
    static Problems showingOnly(Collection<String> keys) {
        return new Problems(Set.copyOf(keys));
    }

    /** False if a message must not show any value, key or word of the file. */
    boolean mayQuote() {
        return shownKeys.isEmpty();
    }

    void add(Place place, String message) {
        Place shown = shownKeys.map(place::showingOnly).orElse(place);
        problems.add(new Problem(shown, OneLine.of(message, MAX_MESSAGE)));
    }

    /**
     * Reports what a constructor, a parser or a plugin threw. The message of an {@link IllegalArgumentException} is meant for the
     * operator and stands alone; hidden values in it are redacted, since others wrote it.
     */
    void addThrown(Place place, Throwable thrown) {
        String forOperator = thrown instanceof IllegalArgumentException ? thrown.getMessage() : null;
        String message = forOperator != null ? forOperator : "failed with " + thrown;
        for (String value : hidden) {
            message = message.replaceAll(value.length() < SHORT ? wordOf(value) : Pattern.quote(value), "***");
        }
        add(place, message);
    }

    /** A short value is also part of other words, which should stay readable. */
    private static String wordOf(String value) {
        return "(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])";
    }

    /** From now on no thrown message shows this value. */
    void hide(String value) {
        if (!value.isEmpty()) {
            hidden.add(value);
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** All of them, in file order. */
    ConfigException toException(Path file) {
        List<String> lines = new ArrayList<>();
        problems.stream().sorted(IN_FILE_ORDER).limit(MAX_SHOWN).forEach(problem -> lines.add(problem.line(file)));
        if (problems.size() > MAX_SHOWN) {
            lines.add(OneLine.of(file.toString(), 300) + ": and " + (problems.size() - MAX_SHOWN) + " more");
        }
        return new ConfigException(lines);
    }
}
