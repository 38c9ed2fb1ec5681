package tv.usher.engine.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.engine.util.BoundedFile;

/**
 * {@code ${NAME}} and {@code ${file:/path}} within a value; <code>$${</code> is a literal <code>${</code>. The inserted text is never read
 * as YAML, and never searched for placeholders.
 */
final class Placeholders {

    private static final int MAX_FILE = 64 * 1024;
    private static final Pattern LITERAL_OR_PLACEHOLDER = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}|\\$\\{");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file:";

    private final UnaryOperator<String> environment;
    private final Path folder;

    /**
     * @param environment returns null for a variable that isn't set
     * @param folder      the base of a file's relative path
     */
    Placeholders(UnaryOperator<String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** False if {@link #expand} only puts back what the operator wrote. */
    static boolean isIn(String text) {
        return LITERAL_OR_PLACEHOLDER.matcher(text).results().anyMatch(match -> match.group(1) != null);
    }

    /** Empty after a problem; all problems of the text are reported. */
    Optional<String> expand(String text, Consumer<String> problems) {
        if (!text.contains("${")) {
            return Optional.of(text);
        }
        boolean complete = true;
        StringBuilder expanded = new StringBuilder();
        Matcher matcher = LITERAL_OR_PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            try {
                matcher.appendReplacement(expanded, Matcher.quoteReplacement(replacement(matcher)));
            } catch (IllegalArgumentException e) {
                problems.accept(e.getMessage());
                complete = false;
            }
        }
        return complete ? Optional.of(matcher.appendTail(expanded).toString()) : Optional.empty();
    }

    private String replacement(Matcher matcher) {
        if (matcher.group().equals("$${")) {
            return "${";
        }
        String name = matcher.group(1);
        if (name == null) {
            throw new IllegalArgumentException("'${' is never closed; a literal '${' is written '$${'");
        }
        return name.startsWith(FILE) ? content(name.substring(FILE.length())) : variable(name);
    }

    private String variable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a placeholder is ${NAME} or ${file:/path}; a literal '${' is written '$${'");
        }
        String value = environment.apply(name);
        if (value == null) {
            throw new IllegalArgumentException("environment variable " + name + " is not set");
        }
        return value;
    }

    private String content(String path) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(BoundedFile.read(folder.resolve(path), MAX_FILE));
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return text.endsWith("\r\n")
                    ? text.substring(0, text.length() - 2)
                    : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("file '" + path + "' is not UTF-8 text", e);
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("file '" + path + "' " + e.getMessage(), e);
        }
    }
}
