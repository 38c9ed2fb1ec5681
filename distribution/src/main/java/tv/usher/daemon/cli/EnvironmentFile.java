package tv.usher.daemon.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables of a text, by the rules that systemd has for an {@code EnvironmentFile}. */
final class EnvironmentFile {

    private static final String BLANKS = " \t\n\r";
    private static final String LINE_ENDS = "\n\r";
    private static final String COMMENTS = "#;";

    /** Before any other character a backslash in double quotes stands for itself. */
    private static final String ESCAPED_IN_QUOTES = "\"\\`$";

    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)[ \\t]*");

    private final Map<String, String> variables = new HashMap<>();
    private final String text;
    private int at;

    private EnvironmentFile(String text) {
        this.text = text;
    }

    /** What is no variable is passed over, and of two with one name the later counts. */
    static Map<String, String> variables(String text) {
        EnvironmentFile file = new EnvironmentFile(text);
        file.skipBlanks();
        while (file.isMore()) {
            file.readLine();
            file.skipBlanks();
        }
        return file.variables;
    }

    private void readLine() {
        int begin = at;
        boolean isComment = isOneOf(COMMENTS, next());
        while (isMore() && !isAtEndOfLine() && (isComment || peek() != '=')) {
            at++;
        }
        if (!isMore() || isAtEndOfLine()) {
            return;
        }
        Matcher name = NAME.matcher(text.substring(begin, at));
        at++;
        String value = value();
        if (name.matches()) {
            variables.put(name.group(1), value);
        }
    }

    /** Parts in quotes, one behind the other, which may have several lines; and then the rest of the line. */
    private String value() {
        StringBuilder value = new StringBuilder();
        while (isMore() && !isAtEndOfLine()) {
            char first = next();
            if (first == '\'') {
                readSingleQuoted(value);
            } else if (first == '"') {
                readDoubleQuoted(value);
            } else if (!isOneOf(BLANKS, first)) {
                at--;
                readUnquoted(value);
            }
        }
        return value.toString();
    }

    private void readSingleQuoted(StringBuilder value) {
        while (isMore()) {
            char next = next();
            if (next == '\'') {
                return;
            }
            value.append(next);
        }
    }

    private void readDoubleQuoted(StringBuilder value) {
        while (isMore()) {
            char next = next();
            if (next == '"') {
                return;
            }
            if (next != '\\') {
                value.append(next);
            } else if (isMore()) {
                char escaped = next();
                boolean isLineGoingOn = escaped == '\n';
                if (!isLineGoingOn && !isOneOf(ESCAPED_IN_QUOTES, escaped)) {
                    value.append('\\');
                }
                value.append(isLineGoingOn ? "" : escaped);
            }
        }
    }

    /** Without blanks at its end, unless a backslash stands before them. */
    private void readUnquoted(StringBuilder value) {
        int length = value.length();
        while (isMore() && !isAtEndOfLine()) {
            char next = next();
            if (next == '\\') {
                if (isMore() && !isAtEndOfLine()) {
                    value.append(peek());
                }
                at++;
                length = value.length();
            } else {
                value.append(next);
                length = isOneOf(BLANKS, next) ? length : value.length();
            }
        }
        value.setLength(length);
    }

    private void skipBlanks() {
        while (isMore() && isOneOf(BLANKS, peek())) {
            at++;
        }
    }

    private boolean isMore() {
        return at < text.length();
    }

    private boolean isAtEndOfLine() {
        return isOneOf(LINE_ENDS, peek());
    }

    private char peek() {
        return text.charAt(at);
    }

    private char next() {
        return text.charAt(at++);
    }

    private static boolean isOneOf(String characters, char character) {
        return characters.indexOf(character) >= 0;
    }
}
