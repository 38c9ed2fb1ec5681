package tv.usher.engine.config;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** The lines of a text, as far as a person sees YAML in them. */
final class YamlLines {

    /** A line without content. */
    private static final Pattern BLANK = Pattern.compile("\\s*(#.*)?");

    /** Indentation, "- " of entries, and a key. */
    private static final Pattern KEY = Pattern.compile("( *)((?:- +)*)[^\\s#'\"\\[{][^:]*:(?=\\s|$)");

    /** A key with its value in the same line. */
    private static final Pattern WITH_VALUE = Pattern.compile("^[^:]*:\\s+[^\\s#|>].*");

    private static final int MOST_LEVELS = 4;

    private final List<String> lines;

    YamlLines(String text) {
        this.lines = text.lines().toList();
    }

    /** The character that the parser stumbled over; a blank at the end of a line. */
    char character(@Nullable Mark at) {
        String line = line(at);
        return at != null && at.getColumn() < line.length() ? line.charAt(at.getColumn()) : ' ';
    }

    /** Whether a key and its colon stand in the line before the place. */
    boolean hasKeyBefore(Mark at) {
        Matcher key = KEY.matcher(line(at));
        return key.lookingAt() && key.end() - 1 < at.getColumn();
    }

    /** Where the line's content begins. */
    Place startOf(Mark at) {
        return new Place("", at.getLine() + 1, indentation(line(at)) + 1);
    }

    /** Why the line can't begin where it does; empty if it isn't the indentation. */
    Optional<String> misplaced(Mark at) {
        int column = indentation(line(at));
        NavigableMap<Integer, Integer> levels = levelsAbove(at.getLine());
        Map.Entry<Integer, Integer> innermost = levels.lastEntry();
        if (innermost == null) {
            return Optional.empty();
        }
        if (innermost.getKey() == column) {
            return line(at).startsWith("- ", column)
                    ? Optional.of("is an entry in the column of another one's keys; entries begin in the same column")
                    : Optional.empty();
        }
        String above = lines.get(innermost.getValue());
        if (column > innermost.getKey() && WITH_VALUE.matcher(above).matches()) {
            return Optional.of("is indented deeper than line " + (innermost.getValue() + 1)
                    + ", which has a value already; begin in the same column");
        }
        String known = levels.entrySet().stream()
                .skip(Math.max(0, levels.size() - MOST_LEVELS))
                .map(level -> level.getKey() + " (line " + (level.getValue() + 1) + ")")
                .collect(Collectors.joining(", "));
        return Optional.of("is indented by " + blanks(column) + ", and the lines above by " + known
                + "; what belongs together begins in the same column");
    }

    private static String blanks(int count) {
        return count == 0 ? "no blank" : count == 1 ? "1 blank" : count + " blanks";
    }

    /** By the column, the nearest line above that begins there and encloses, or is followed by, this one. */
    private NavigableMap<Integer, Integer> levelsAbove(int line) {
        NavigableMap<Integer, Integer> levels = new TreeMap<>();
        int enclosing = Integer.MAX_VALUE;
        for (int i = line - 1; i >= 0 && enclosing > 0; i--) {
            String text = lines.get(i);
            if (BLANK.matcher(text).matches() || indentation(text) >= enclosing) {
                continue;
            }
            enclosing = indentation(text);
            levels.putIfAbsent(enclosing, i);
            Matcher key = KEY.matcher(text);
            if (key.lookingAt() && !key.group(2).isEmpty()) {
                levels.putIfAbsent(key.end(2), i);
            }
        }
        return levels;
    }

    private String line(@Nullable Mark at) {
        return at == null || at.getLine() >= lines.size() ? "" : lines.get(at.getLine());
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }
}
