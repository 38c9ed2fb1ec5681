package tv.usher.api.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON as far as attacks on it need: where its names and values stand, and whether a text is JSON at all. */
final class JsonText {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\"(?:[^\"\\\\\\x00-\\x1f]|\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+\")"
                    + "|(-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null)|([{}\\[\\],:]))\\s*");

    private final List<Token> tokens = new ArrayList<>();
    private final boolean valid;
    private int next;

    /**
     * @param isText a name or a text, with its quotation marks
     */
    record Token(String text, int start, int end, boolean isText, boolean isValue) {}

    private JsonText(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length() && matcher.region(at, text.length()).lookingAt()) {
            int group = matcher.group(1) != null ? 1 : matcher.group(2) != null ? 2 : 3;
            tokens.add(
                    new Token(matcher.group(group), matcher.start(group), matcher.end(group), group == 1, group != 3));
            at = matcher.end();
        }
        valid = at == text.length() && value(0) && next == tokens.size();
    }

    static boolean isValid(String text) {
        return new JsonText(text).valid;
    }

    /** The names of all members, in their order. */
    static List<String> names(String text) {
        return new JsonText(text).names().stream().map(Token::text).toList();
    }

    /** The name of each member. */
    static List<Token> nameTokens(String text) {
        return new JsonText(text).names();
    }

    /** Each text, number, {@code true}, {@code false} and {@code null} that is a value. */
    static List<Token> values(String text) {
        JsonText json = new JsonText(text);
        List<Token> names = json.names();
        return json.tokens.stream()
                .filter(token -> token.isValue() && !names.contains(token))
                .toList();
    }

    private List<Token> names() {
        List<Token> names = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).isText() && tokens.get(i + 1).text().equals(":")) {
                names.add(tokens.get(i));
            }
        }
        return names;
    }

    private boolean value(int depth) {
        if (next >= tokens.size() || depth > 100) {
            return false;
        }
        Token token = tokens.get(next++);
        return switch (token.text()) {
            case "{" -> members("}", depth, true);
            case "[" -> members("]", depth, false);
            default -> token.isValue();
        };
    }

    private boolean members(String end, int depth, boolean named) {
        if (is(end)) {
            next++;
            return true;
        }
        while (true) {
            if (named && !(next < tokens.size() && tokens.get(next++).isText() && is(":") && next++ > 0)) {
                return false;
            }
            if (!value(depth + 1)) {
                return false;
            }
            boolean more = is(",");
            if (!more && !is(end)) {
                return false;
            }
            next++;
            if (!more) {
                return true;
            }
        }
    }

    private boolean is(String text) {
        return next < tokens.size() && tokens.get(next).text().equals(text);
    }
}
