package tv.usher.api.contract;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/**
 * One viewer's way from the request to the verdict, as a file tells it; {@link BackendContract} has the format.
 *
 * @param asks    as {@link InWords#question}
 * @param answer  empty if nobody is asked
 * @param verdict as {@link InWords#verdict}
 */
record RecordedExchange(
        String name, AccessRequest viewer, String asks, Optional<BackendResponse> answer, String verdict) {

    private static final Pattern VIEWER =
            Pattern.compile("(PLAY|PUBLISH) (\\w+://(\\[[^\\]]+\\]|[^/?:]+)(?::\\d+)?)?(/[^?]*)?(?:\\?(.*))?");
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ ([2-9]\\d\\d)(?: .*)?");

    /**
     * @throws IllegalArgumentException if the text isn't of the format, with the name and what is wrong
     */
    static RecordedExchange parse(String name, String text) {
        try {
            Map<String, String> parts = Parts.of(text, "viewer", "asks", "answer", "verdict");
            boolean nobody = parts.get("asks").equals("nobody");
            if (nobody != parts.get("answer").isEmpty()) {
                throw new IllegalArgumentException("there must be an answer, unless it asks nobody");
            }
            return new RecordedExchange(
                    name,
                    viewer(Message.of(parts.get("viewer"))),
                    parts.get("asks"),
                    nobody ? Optional.empty() : Optional.of(answer(Message.of(parts.get("answer")))),
                    parts.get("verdict"));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private static AccessRequest viewer(Message message) {
        Matcher line = matching(VIEWER, message.firstLine());
        AccessRequest.Builder viewer = AccessRequest.builder()
                .action(Action.valueOf(line.group(1)))
                .origin(orEmpty(line.group(2)))
                .host(orEmpty(line.group(3)).toLowerCase(Locale.ROOT))
                .path(orEmpty(line.group(4)))
                .query(orEmpty(line.group(5)));
        for (Header header : message.headers()) {
            switch (header.name()) {
                case "Session" -> viewer.session(header.value());
                case "Channel" -> viewer.channel(header.value());
                case "Address" -> viewer.clientAddress(header.value());
                case "User-Agent" -> viewer.userAgent(header.value());
                case "Protocol" -> viewer.protocol(header.value());
                default -> throw new IllegalArgumentException("unknown of a viewer: " + header.name());
            }
        }
        return viewer.build();
    }

    private static BackendResponse answer(Message message) {
        int status = Integer.parseInt(matching(STATUS, message.firstLine()).group(1));
        byte[] body = message.body().getBytes(StandardCharsets.ISO_8859_1);
        return BackendResponse.of(status).headers(message.headers()).body(new String(body, StandardCharsets.UTF_8));
    }

    private static Matcher matching(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not understood: " + line);
        }
        return matcher;
    }

    private static String orEmpty(String group) {
        return group == null ? "" : group;
    }
}
