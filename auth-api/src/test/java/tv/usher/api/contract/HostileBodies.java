package tv.usher.api.contract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A recorded body as it comes from a middleware that has changed, broken down or lies. */
final class HostileBodies {

    private static final String ANNA = "\u0410\u043d\u043d\u0430";

    /** In the place of a value. */
    private static final List<String> JSON_VALUES = List.of(
            "\"\"",
            "null",
            "\"unlimited\"",
            "\"" + ANNA + "\"",
            "\"" + HostileAnswers.TOKEN + "\"",
            "\"a\\u0000b\\n\"",
            "\"\\ud800\"",
            "\"" + "x".repeat(300) + "\"",
            "0",
            "-1",
            "1.5",
            "1e999",
            "99999999999999999999999999",
            "true",
            "false",
            "{}",
            "[]",
            "[1,2]");

    private static final List<String> TEXT_VALUES =
            List.of("", "null", "unlimited", ANNA, HostileAnswers.TOKEN, "0", "-1", "99999999999999999999999999");

    /** What stands in a middleware's place. */
    private static final List<String> FOREIGN = List.of(
            "",
            " ",
            "null",
            "[]",
            "{}",
            "\"\"",
            "<html><body>Maintenance</body></html>",
            "<br />\n<b>Fatal error</b>: Uncaught Exception in /var/www/index.php",
            "\ufeff{}",
            "\0\ufffd",
            "[".repeat(10_000));

    private HostileBodies() {}

    /** Each value replaced, each member removed, everything retyped. */
    static List<String> like(String body) {
        Set<String> bodies = new LinkedHashSet<>();
        if (JsonText.isValid(body)) {
            JsonText.values(body)
                    .forEach(value -> JSON_VALUES.forEach(other -> bodies.add(replaced(body, value, other))));
            JsonText.nameTokens(body).forEach(name -> bodies.add(replaced(body, name, "\"removed\"")));
            bodies.add("[" + body + "]");
        } else {
            for (String word : body.split("[^\\p{L}\\p{N}._-]+")) {
                if (!word.isEmpty()) {
                    TEXT_VALUES.forEach(other -> bodies.add(body.replace(word, other)));
                }
            }
        }
        return List.copyOf(bodies);
    }

    /** No whole answer of the middleware's: cut anywhere, or of somebody else. */
    static List<String> broken(String body) {
        List<String> bodies = new ArrayList<>(FOREIGN);
        int step = Math.max(1, body.length() / 200);
        if (JsonText.isValid(body) && (body.startsWith("{") || body.startsWith("["))) {
            for (int length = 1; length < body.stripTrailing().length(); length += step) {
                bodies.add(body.substring(0, length));
            }
            bodies.add(body + body);
            bodies.add(body + "<br />\n<b>Warning</b>");
        }
        return bodies;
    }

    private static String replaced(String body, JsonText.Token token, String other) {
        return body.substring(0, token.start()) + other + body.substring(token.end());
    }
}
