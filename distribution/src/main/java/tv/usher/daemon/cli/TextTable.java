package tv.usher.daemon.cli;

import java.util.ArrayList;
import java.util.List;
import tv.usher.daemon.logging.ControlCharacters;

/**
 * A table for a terminal, in columns that are as wide as they need to be. Cells may come from viewers and middlewares: whatever would move the
 * cursor or turn the direction of writing is made visible, and a long cell is cut.
 */
public final class TextTable {

    /** Columns of the terminal that a cell may take, unless it is the last of its row. */
    static final int MOST = 60;

    private static final String GAP = "  ";
    private static final char ELLIPSIS = '\u2026';

    /** Invisible; what follows stands on its right again, after a name in Hebrew or Arabic. */
    private static final char LEFT_TO_RIGHT = '\u200e';

    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... head) {
        rows.add(List.of(head));
    }

    /** As many cells as the head has; an empty one is shown as a dash. */
    public void add(String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            boolean last = i == cells.length - 1;
            row.add(cells[i].isEmpty() ? "-" : shown(cells[i], last ? Integer.MAX_VALUE : MOST));
        }
        rows.add(row);
    }

    /** One line, as it may be shown. */
    public static String shown(String text) {
        return shown(text, Integer.MAX_VALUE);
    }

    private static String shown(String text, int most) {
        String safe = ControlCharacters.escape(text);
        StringBuilder cut = new StringBuilder();
        boolean turns = false;
        int width = 0;
        for (int i = 0; i < safe.length(); i += Character.charCount(safe.codePointAt(i))) {
            int one = safe.codePointAt(i);
            width += width(one);
            if (width > most) {
                cut.setLength(cut.offsetByCodePoints(cut.length(), -1));
                cut.append(ELLIPSIS);
                break;
            }
            cut.appendCodePoint(one);
            turns |= isRightToLeft(one);
        }
        return turns ? cut.append(LEFT_TO_RIGHT).toString() : cut.toString();
    }

    /** The head first. */
    public List<String> lines() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int last = widths.length - 1;
        for (int i = 0; i < last; i++) {
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - width(row.get(i))))
                    .append(GAP);
        }
        return line.append(row.get(last)).toString();
    }

    private static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    /** Columns of a terminal: two for Chinese, Japanese, Korean and emoji, none for marks on other letters. */
    private static int width(int one) {
        return switch (Character.getType(one)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(one) ? 2 : 1;
        };
    }

    private static boolean isWide(int one) {
        return Character.isIdeographic(one)
                || one >= 0x3040 && one <= 0x30ff
                || one >= 0xac00 && one <= 0xd7a3
                || one >= 0xff01 && one <= 0xff60
                || one >= 0x1f300 && one <= 0x1faff;
    }

    private static boolean isRightToLeft(int one) {
        byte direction = Character.getDirectionality(one);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
