package tv.usher.api.contract;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parts of a text, each under a line {@code ### name}. */
final class Parts {

    private Parts() {}

    /**
     * @return every name, with an empty text if it isn't there
     * @throws IllegalArgumentException if a part has another name, or is there twice
     */
    static Map<String, String> of(String text, String... names) {
        Map<String, String> parts = new LinkedHashMap<>();
        String[] pieces = ("\n" + text.replace("\r\n", "\n")).split("\n### ");
        // The piece before the first heading is a comment.
        for (String piece : Arrays.asList(pieces).subList(1, pieces.length)) {
            String[] headingAndText = piece.split("\n", 2);
            String name = headingAndText[0].strip();
            if (!List.of(names).contains(name)) {
                throw new IllegalArgumentException("unknown part '" + name + "'");
            }
            if (parts.put(name, headingAndText.length < 2 ? "" : headingAndText[1].strip()) != null) {
                throw new IllegalArgumentException("part '" + name + "' is there twice");
            }
        }
        for (String name : names) {
            parts.putIfAbsent(name, "");
        }
        return parts;
    }
}
