package tv.usher.engine.config;

/** Makes text from outside safe for one line of a terminal or log: it can't break the line, move the cursor or fill the screen. */
final class OneLine {

    private OneLine() {}

    /** Control and formatting characters as {@code \u001B}; what is longer than {@code max} characters is cut. */
    static String of(String text, int max) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(max).forEach(c -> append(line, c));
        return text.codePointCount(0, text.length()) > max ? line.append('…').toString() : line.toString();
    }

    private static void append(StringBuilder line, int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> line.append(String.format("\\u%04X", c));
            default -> line.appendCodePoint(c);
        }
    }
}
