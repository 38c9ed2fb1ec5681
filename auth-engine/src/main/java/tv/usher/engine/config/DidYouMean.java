package tv.usher.engine.config;

import java.util.Collection;
import java.util.Locale;

/** Guesses which known word was meant. */
final class DidYouMean {

    private static final int MAX_WORD = 64;

    private DidYouMean() {}

    /** {@code , did you mean 'timeout'?}, or the known words if none is similar: {@code ; known are: deny, unavailable}. */
    static String hint(String word, Collection<String> known) {
        String nearest = null;
        int best = Math.min(2, Math.max(1, word.length() / 3)) + 1;
        for (String candidate : known) {
            int distance = word.length() > MAX_WORD ? best : distance(plain(word), plain(candidate));
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        if (nearest != null) {
            return ", did you mean '" + nearest + "'?";
        }
        return known.isEmpty() ? "; none are known" : "; known are: " + String.join(", ", known);
    }

    // Spellings of other products count as similar: onUnavailable, on_unavailable, ON-UNAVAILABLE.
    private static String plain(String word) {
        return word.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** The number of letters to insert, delete, replace, or swap with the next one. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
