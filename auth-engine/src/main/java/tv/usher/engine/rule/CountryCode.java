package tv.usher.engine.rule;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A country in a condition.
 *
 * @param code two letters in upper case (ISO 3166-1), or empty for a client whose country isn't known
 */
public record CountryCode(String code) {

    private static final String UNKNOWN = "unknown";

    /** People use these codes, but the standard has others. */
    private static final Map<String, String> MISTAKEN = Map.of("UK", "GB", "EL", "GR");

    private static final Set<String> CODES = codes();

    private static Set<String> codes() {
        Set<String> codes = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
        codes.add("XK"); // Kosovo, as databases have it
        return Set.copyOf(codes);
    }

    /**
     * @param text two letters in any case, or {@code unknown}
     * @throws IllegalArgumentException if there is no such country
     */
    public static CountryCode parse(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        if (CODES.contains(code)) {
            return new CountryCode(code);
        }
        if (text.equals(UNKNOWN)) {
            return new CountryCode("");
        }
        throw new IllegalArgumentException(
                "is neither a country of two letters (ISO 3166-1) nor 'unknown'" + hint(text, code));
    }

    private static String hint(String text, String code) {
        String meant = MISTAKEN.getOrDefault(code, code.equalsIgnoreCase(UNKNOWN) ? UNKNOWN : named(text));
        return meant.isEmpty() ? "" : ", did you mean '" + meant + "'?";
    }

    /** The country of this English name or these three letters. */
    private static String named(String text) {
        for (String code : Locale.getISOCountries()) {
            Locale country = new Locale("", code);
            if (country.getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(text)
                    || country.getISO3Country().equalsIgnoreCase(text)) {
                return code;
            }
        }
        return "";
    }

    @Override
    public String toString() {
        return code.isEmpty() ? UNKNOWN : code;
    }
}
