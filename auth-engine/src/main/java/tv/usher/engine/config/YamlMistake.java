package tv.usher.engine.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What a text that is no YAML has wrong, in words that say what to change. The parser tells where it stumbled, which is often far behind the
 * mistake, and in words of its grammar.
 *
 * @param message quotes nothing of the text but a sign of YAML's
 */
record YamlMistake(Place place, String message) {

    private static final String PARSERS_WORDS = "is not valid YAML";

    /** Nothing of the text may be shown, so only where the parser stumbled. */
    static YamlMistake withoutWords(MarkedYAMLException thrown) {
        return new YamlMistake(Place.of(thrown.getProblemMark()), PARSERS_WORDS);
    }

    static YamlMistake of(String text, MarkedYAMLException thrown) {
        YamlLines lines = new YamlLines(text);
        Mark at = thrown.getProblemMark();
        String problem = String.valueOf(thrown.getProblem());
        String context = String.valueOf(thrown.getContext());
        @Nullable String plain = plain(problem, context, lines, at);
        if (plain != null) {
            return new YamlMistake(Place.of(context.contains("scalar") ? thrown.getContextMark() : at), plain);
        }
        return quote(text, at)
                .or(() -> flow(problem, context, thrown, lines))
                .or(() -> missingColon(problem, context, thrown))
                .or(() -> indentation(problem, lines, at))
                .orElseGet(() -> new YamlMistake(Place.of(at), PARSERS_WORDS + ": " + problem));
    }

    /** Mistakes that the parser meets where they are. */
    private static @Nullable String plain(String problem, String context, YamlLines lines, @Nullable Mark at) {
        if (context.endsWith("scanning a quoted scalar")) {
            return "the quote that is opened here is never closed";
        }
        if (context.endsWith("scanning a double-quoted scalar")) {
            return "in \"double quotes\" a '\\' begins an escape; put the text into 'single quotes'";
        }
        if (problem.contains("(TAB)")) {
            return "has a tab; YAML is indented by blanks";
        }
        if (context.endsWith("scanning an alias")) {
            return "a text that begins with '*' needs quotes, as in \"*.example.com\"";
        }
        if (problem.contains("that cannot start any token") || context.endsWith("scanning an anchor")) {
            return "a text that begins with '" + lines.character(at) + "' needs quotes";
        }
        return problem.contains("found another document")
                ? "begins a second document, and a configuration is one; remove the line '---'"
                : null;
    }

    /** A quote that isn't closed in its line goes on to the next one in the file, and the parser stumbles over what follows that. */
    private static Optional<YamlMistake> quote(String text, @Nullable Mark at) {
        if (at == null) {
            return Optional.empty();
        }
        return QuotedText.lastBefore(text, at.getIndex())
                .filter(quoted -> quoted.endLine() == at.getLine())
                .map(quoted -> new YamlMistake(
                        quoted.place(),
                        quoted.isInOneLine()
                                ? "has something behind the closing quote; a quote within a text in quotes is written twice,"
                                        + " as in 'it''s'"
                                : "the quote that is opened here is closed only in line " + (quoted.endLine() + 1)));
    }

    private static Optional<YamlMistake> flow(
            String problem, String context, MarkedYAMLException thrown, YamlLines lines) {
        Mark at = thrown.getProblemMark();
        if (context.contains("flow node") && lines.character(at) == ':') {
            return Optional.of(new YamlMistake(Place.of(at), "within [ ] a text that begins with ':' needs quotes"));
        }
        if (!context.contains("flow sequence") && !context.contains("flow mapping")) {
            return Optional.empty();
        }
        Mark opened = thrown.getContextMark();
        if (opened.getLine() == at.getLine() && lines.character(at) == ':') {
            return Optional.of(new YamlMistake(
                    Place.of(at), "has a second ':' in one value; put the value into quotes, or a ',' before the key"));
        }
        String where = problem.contains("<stream end>")
                ? "is never closed"
                : opened.getLine() == at.getLine()
                        ? "isn't closed, or a ',' is missing in column " + (at.getColumn() + 1)
                        : "isn't closed before line " + (at.getLine() + 1) + ", or a ',' is missing";
        return Optional.of(new YamlMistake(Place.of(opened), "the bracket that is opened here " + where));
    }

    private static Optional<YamlMistake> missingColon(String problem, String context, MarkedYAMLException thrown) {
        return context.endsWith("scanning a simple key") && problem.contains("expected ':'")
                ? Optional.of(new YamlMistake(
                        Place.of(thrown.getContextMark()),
                        "must be 'key: value', with a ':' and a blank between them; or line up with the text above"))
                : Optional.empty();
    }

    private static Optional<YamlMistake> indentation(String problem, YamlLines lines, @Nullable Mark at) {
        if (at == null) {
            return Optional.empty();
        }
        boolean secondColon = problem.contains("mapping values are not allowed");
        if (secondColon && lines.hasKeyBefore(at)) {
            return Optional.of(new YamlMistake(
                    Place.of(at), "has a second ': ' in one line; put the value into quotes, as in name: \"a: b\""));
        }
        if (problem.contains("sequence entries are not allowed")) {
            return Optional.of(new YamlMistake(
                    Place.of(at), "an entry with '- ' begins in a line of its own; or put the value into quotes"));
        }
        return secondColon || problem.contains("<block end>") || problem.contains("<document start>")
                ? lines.misplaced(at).map(why -> new YamlMistake(lines.startOf(at), why))
                : Optional.empty();
    }
}
