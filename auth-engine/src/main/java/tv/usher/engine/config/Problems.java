package tv.usher.engine.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, and the values that no message may show. */
final class Problems {

    private static final int MAX_SHOWN = 100;
    private static final int MAX_MESSAGE = 600;

    private static final Comparator<Problem> IN_FILE_ORDER = Comparator.comparing(
            Problem::place, Comparator.comparingInt(Place::line).thenComparingInt(Place::column));

    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> hidden = new HashSet<>();

    void add(Place place, String message) {
        problems.add(new Problem(place, OneLine.of(message, MAX_MESSAGE)));
    }

    /**
     * Reports what a constructor, a parser or a plugin threw. The message of an {@link IllegalArgumentException} is meant for the
     * operator and stands alone; hidden values in it are redacted, since others wrote it.
     */
    void addThrown(Place place, Throwable thrown) {
        String forOperator = thrown instanceof IllegalArgumentException ? thrown.getMessage() : null;
        String message = forOperator != null ? forOperator : "failed with " + thrown;
        for (String value : hidden) {
            message = message.replace(value, "***");
        }
        add(place, message);
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
