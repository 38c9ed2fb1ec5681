package tv.usher.api;

import java.util.List;
import java.util.Locale;

/** Parameter names as lenient middlewares read them; see {@link QueryString}. */
final class LenientName {

    private LenientName() {}

    /** The folded names that the raw {@code name=value} pair may have; two if a bracket can be read in two ways. */
    static List<String> of(String pair) {
        int equals = pair.indexOf('=');
        return fold(LenientPercent.decode(equals < 0 ? pair : pair.substring(0, equals)));
    }

    /** The same of a name that is decoded already. */
    static List<String> fold(String decodedName) {
        String name = decodedName.stripLeading();
        int nul = name.indexOf(0);
        if (nul >= 0) {
            name = name.substring(0, nul);
        }
        name = name.replace('.', '_').replace(' ', '_').toLowerCase(Locale.ROOT);
        int bracket = name.indexOf('[', 1);
        // PHP reads an unclosed bracket as one more '_': "api[key" is "api_key".
        return bracket < 0 ? List.of(name) : List.of(name.substring(0, bracket), name.replace('[', '_'));
    }
}
