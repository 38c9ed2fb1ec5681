package tv.usher.engine.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;
import org.yaml.snakeyaml.tokens.ScalarToken;
import org.yaml.snakeyaml.tokens.Token;

/**
 * A text in quotes, as YAML sees it.
 *
 * @param place   of the opening quote
 * @param endLine of the closing one, counted from 0
 */
record QuotedText(Place place, int endLine) {

    /**
     * The last one that ends before this place, whether or not the whole text is YAML.
     *
     * @param index in characters from the text's beginning
     */
    static Optional<QuotedText> lastBefore(String text, int index) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(YamlText.MAX_SIZE);
        ScannerImpl scanner = new ScannerImpl(new StreamReader(text), options);
        @Nullable ScalarToken last = null;
        try {
            while (!scanner.checkToken(Token.ID.StreamEnd)) {
                Token token = scanner.getToken();
                if (token.getEndMark().getIndex() > index) {
                    break;
                }
                if (token instanceof ScalarToken scalar && isQuoted(scalar.getStyle())) {
                    last = scalar;
                }
            }
        } catch (YAMLException e) {
            // No token begins where the parser stumbled; those before are known.
        }
        return Optional.ofNullable(last)
                .map(found -> new QuotedText(
                        Place.of(found.getStartMark()), found.getEndMark().getLine()));
    }

    boolean isInOneLine() {
        return place.line() == endLine + 1;
    }

    private static boolean isQuoted(ScalarStyle style) {
        return style == ScalarStyle.SINGLE_QUOTED || style == ScalarStyle.DOUBLE_QUOTED;
    }
}
