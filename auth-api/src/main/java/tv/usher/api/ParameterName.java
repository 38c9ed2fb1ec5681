package tv.usher.api;

import java.util.Locale;

/** Parameter names as the most lenient middleware reads them; see {@link QueryString}. */
final class ParameterName {

    private ParameterName() {}

    /** The folded name of a {@code name=value} pair. */
    static String of(String pair) {
        int equals = pair.indexOf('=');
        return fold(equals < 0 ? pair : pair.substring(0, equals));
    }

    static String fold(String rawName) {
        String name = Percent.decode(rawName).stripLeading();
        int end = name.length();
        for (int i = 0; i < end; i++) {
            char c = name.charAt(i);
            if (c == 0 || c == '[' && i > 0) {
                end = i;
            }
        }
        return name.substring(0, end).replace('.', '_').replace(' ', '_').toLowerCase(Locale.ROOT);
    }
}
