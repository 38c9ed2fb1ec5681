package tv.usher.engine.util;

/** The beginning of a text that may be too long to be shown or kept. */
public final class ShortText {

    private ShortText() {}

    /** At most so many characters as Java counts them, of which two may be one for people: both stay or both go. */
    public static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
