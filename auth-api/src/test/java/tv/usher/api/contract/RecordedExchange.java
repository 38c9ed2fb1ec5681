package tv.usher.api.contract;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.AccessRequest;
import tv.usher.api.Action;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Header;

/**
 * One viewer's way from the request to the verdict, as a file tells it; {@link BackendContract} has the format.
 *
 * @param asks    as {@link InWords#question}
 * @param identity as {@link BackendRequest#identity}
 * @param answer  empty if nobody is asked
 * @param verdict as {@link InWords#verdict}
 */
record RecordedExchange(
        String name,
        AccessRequest viewer,
        String asks,
        List<String> identity,
        Optional<BackendResponse> answer,
        String verdict) {

    private static final Pattern VIEWER =
            Pattern.compile("(PLAY|PUBLISH) (\\w+://(\\[[^\\]]+\\]|[^/?:]+)(?::\\d+)?)?(/[^?]*)?(?:\\?(.*))?");
    private static final Pattern CAPTURE = Pattern.compile("([^=]+)=(.*)");
    private static final Instant UNDATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Pattern STATUS = Pattern.compile("HTTP/\\S+ ([2-9]\\d\\d)(?: .*)?");

    /**
     * @throws IllegalArgumentException if the text isn't of the format, with the name and what is wrong
     */
    static RecordedExchange parse(String name, String text) {
        try {
            Map<String, String> parts = Parts.of(text, "viewer", "asks", "identity", "answer", "verdict");
            boolean nobody = parts.get("asks").equals("nobody");
            if (nobody != parts.get("answer").isEmpty()) {
                throw new IllegalArgumentException("there must be an answer, unless it asks nobody");
            }
            return new RecordedExchange(
                    name,
                    viewer(Message.of(parts.get("viewer"))),
                    parts.get("asks"),
                    utf8(parts.get("identity")).lines().toList(),
                    nobody ? Optional.empty() : Optional.of(answer(Message.of(parts.get("answer")))),
                    utf8(parts.get("verdict")));
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
        Map<String, String> captures = new HashMap<>();
        for (Header header : message.headers()) {
            switch (header.name()) {
                case "Session" -> viewer.session(header.value());
                case "Channel" -> viewer.channel(header.value());
                case "Address" -> viewer.clientAddress(header.value());
                case "User-Agent" -> viewer.userAgent(header.value());
                case "Referer" -> viewer.referer(header.value());
                case "Protocol" -> viewer.protocol(header.value());
                case "Capture" -> {
                    Matcher capture = matching(CAPTURE, header.value());
                    captures.put(capture.group(1), capture.group(2));
                }
                default -> throw new IllegalArgumentException("unknown of a viewer: " + header.name());
            }
        }
        return viewer.captures(captures).build();
    }

    private static BackendResponse answer(Message message) {
        int status = Integer.parseInt(matching(STATUS, message.firstLine()).group(1));
        BackendResponse answer =
                BackendResponse.of(status).headers(message.headers()).body(utf8(message.body()));
        return answer.receivedAt(
                answer.header("Date").map(RecordedExchange::moment).orElse(UNDATED));
    }

    private static Instant moment(String date) {
        try {
            return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a date of HTTP: " + date, e);
        }
    }

    /** Files are read with one character per byte. */
    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
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
