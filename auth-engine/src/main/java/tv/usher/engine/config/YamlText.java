package tv.usher.engine.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;
import tv.usher.engine.util.BoundedFile;

/** Reads bytes into a tree of nodes with their positions. No object is ever constructed from YAML. */
final class YamlText {

    /** Bytes of a configuration file. */
    static final int MAX_SIZE = 3 * 1024 * 1024;

    /** What a file needs to be a configuration. */
    private static final String THE_LEAST =
            "the least is: backends: {own: {type: http, address: 'http://127.0.0.1:6000',"
                    + " on-unavailable: deny}}, and in the next line: access: [{ask: [own]}]";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private YamlText() {}

    /** The file's tree; empty if there is none to bind, which is then reported. */
    static Optional<Node> read(Path file, Problems problems) {
        try {
            return decode(BoundedFile.read(file, MAX_SIZE), problems).flatMap(text -> compose(text, problems));
        } catch (IOException e) {
            String message = e.getMessage();
            problems.add(Place.START, message == null ? "can't be read" : message);
            return Optional.empty();
        }
    }

    /** The text's tree; empty if it has none, which is then reported. */
    static Optional<Node> compose(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_SIZE);
        // Each alias is refused at its place; with a limit, not all of them would be reported.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        StrictParser parser = new StrictParser(new ParserImpl(new StreamReader(text), options), problems);
        try {
            Node root = new Composer(parser, new Resolver(), options).getSingleNode();
            if (root == null) {
                problems.add(Place.START, "is empty" + (problems.mayQuote() ? "; " + THE_LEAST : ""));
            }
            return parser.aliased() ? Optional.empty() : Optional.ofNullable(root);
        } catch (MarkedYAMLException e) {
            if (!parser.aliased()) { // what an alias leads to is no second mistake
                YamlMistake mistake = problems.mayQuote() ? YamlMistake.of(text, e) : YamlMistake.withoutWords(e);
                problems.add(mistake.place(), mistake.message());
            }
        } catch (YAMLException e) {
            problems.add(Place.START, "is not valid YAML" + (problems.mayQuote() ? ": " + e.getMessage() : ""));
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Problems problems) {
        CharBuffer decoded = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), decoded, true);
        String text = decoded.flip().toString();
        if (result.isError()) {
            problems.add(endOf(text), "has a byte that is no UTF-8 text; save the file as UTF-8");
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!StreamReader.isPrintable(text.codePointAt(i))) {
                String message = String.format("has the character U+%04X, which no YAML can have", text.codePointAt(i));
                problems.add(endOf(text.substring(0, i)), message);
                return Optional.empty();
            }
        }
        return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private static Place endOf(String text) {
        String lastLine = text.substring(text.lastIndexOf('\n') + 1);
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        return new Place("", line, 1 + lastLine.codePointCount(0, lastLine.length()));
    }
}
