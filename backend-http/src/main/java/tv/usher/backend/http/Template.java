package tv.usher.backend.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with places for what is known of a viewer: {@code Bearer {token}}. It isn't escaped; that is for where it is put. */
final class Template {

    private static final Pattern PART = Pattern.compile("\\{([a-z][a-z0-9_-]{0,63})}|([^{}]+)");

    private final List<Part> parts;

    private record Part(String literal, String name) {}

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * @throws IllegalArgumentException if a brace is no part of a name; the message continues a sentence about the text
     */
    public static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int end = 0;
        while (part.find() && part.start() == end) {
            end = part.end();
            parts.add(part.group(1) == null ? new Part(part.group(2), "") : new Part("", part.group(1)));
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("has a brace that is no part of a name such as {token}");
        }
        return new Template(List.copyOf(parts));
    }

    /** Empty if something of it isn't known of the viewer. */
    Optional<String> fill(ViewerValues viewer) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            if (part.name().isEmpty()) {
                filled.append(part.literal());
                continue;
            }
            Optional<String> value = viewer.get(part.name());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            filled.append(value.get());
        }
        return Optional.of(filled.toString());
    }

    /** In its places. */
    Set<String> names() {
        return parts.stream().map(Part::name).filter(name -> !name.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }

    /** Never shows the text, in which a key may stand. */
    @Override
    public String toString() {
        return "***";
    }
}
