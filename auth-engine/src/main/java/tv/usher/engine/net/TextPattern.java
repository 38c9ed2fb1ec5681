package tv.usher.engine.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A condition on a plain text: {@code *} stands for any text, also none; everything else is literal. */
public final class TextPattern implements Glob {

    /** Characters of a pattern. Finding a part takes time linear in the text for each of its characters. */
    private static final int MAX_LENGTH = 256;

    private final String glob;
    private final String[] parts;

    private TextPattern(String glob) {
        this.glob = glob;
        this.parts = glob.split("\\*", -1);
    }

    /**
     * @param text is compared with texts of one character per byte, by its UTF-8 bytes
     * @throws IllegalArgumentException if the text is empty or very long
     */
    public static TextPattern parse(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("is empty");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("has more than " + MAX_LENGTH + " characters");
        }
        return new TextPattern(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    /** For texts in lower case. */
    public TextPattern inLowerCase() {
        return new TextPattern(glob.toLowerCase(Locale.ROOT));
    }

    @Override
    public String beginning() {
        return parts[0];
    }

    @Override
    public boolean matches(String text) {
        if (parts.length == 1) {
            return text.equals(glob);
        }
        String last = parts[parts.length - 1];
        int end = text.length() - last.length();
        int at = parts[0].length();
        if (at > end || !text.startsWith(parts[0]) || !text.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            at = found + parts[i].length();
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextPattern pattern && pattern.glob.equals(glob);
    }

    @Override
    public int hashCode() {
        return glob.hashCode();
    }

    @Override
    public String toString() {
        return new String(glob.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
