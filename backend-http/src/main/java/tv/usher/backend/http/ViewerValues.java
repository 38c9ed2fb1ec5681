package tv.usher.backend.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tv.usher.api.AccessRequest;

/**
 * What a template's names stand for, as people read it: what the caller tells, and beside it what the operator's {@code identity.paths}
 * capture, or else a parameter of the viewer's query.
 */
record ViewerValues(AccessRequest request) {

    /** What the caller tells. All else identifies the viewer. */
    private static final Set<String> TOLD =
            Set.of("client", "channel", "path", "agent", "session", "host", "protocol", "action");

    /** Not every caller tells them, and nobody's verdict should rest on them alone. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("agent", "session", "host", "protocol");

    /** A character that no UTF-8 text has, or one that stands for bytes that were none. */
    private static final char MALFORMED = '\uFFFD';

    /** True if the value of that name tells one viewer from another. */
    static boolean identifies(String name) {
        return !TOLD.contains(name);
    }

    /** Empty if it isn't known, two readers could find two, or it is no text. */
    Optional<String> get(String name) {
        Optional<String> value = identifies(name) ? shown(name) : Optional.of(told(name));
        return value.filter(text -> text.indexOf(MALFORMED) < 0)
                .filter(text -> !text.isEmpty() || MAY_BE_EMPTY.contains(name));
    }

    private Optional<String> shown(String name) {
        String captured = request.captures().get(name);
        return captured == null ? request.query().only(name) : decoded(captured);
    }

    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // half an escape
            return Optional.empty();
        }
    }

    private String told(String name) {
        return switch (name) {
            case "client" -> request.clientAddress();
            case "channel" -> request.channel().isEmpty() ? folder() : read(request.channel());
            case "path" -> read(request.path());
            case "agent" -> read(request.userAgent());
            case "session" -> read(request.session());
            case "host" -> read(request.host());
            case "protocol" -> read(request.protocol());
            default -> request.action().name().toLowerCase(Locale.ROOT);
        };
    }

    /** {@code live/sport1} of {@code /live/sport1/index.m3u8}, decoded, where the caller names no channel. */
    private String folder() {
        List<String> segments = request.segments();
        return String.join("/", segments.subList(0, Math.max(0, segments.size() - 1)));
    }

    private static String read(String wire) {
        return new String(wire.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Never shows a value. */
    @Override
    public String toString() {
        return "ViewerValues[***]";
    }
}
