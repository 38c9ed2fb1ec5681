package tv.usher.engine.inbound;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tv.usher.api.AccessRequest;

/**
 * What a caller sends, one call after the other, and what it is to be answered, byte for byte; a file that a person can read. In it
 * lines end with LF, on the wire those of the head end with CRLF. Each call has the parts {@code says} (what the middleware would say
 * now), {@code caller}, {@code asked} (what it is asked, empty if it isn't), {@code answer} and {@code sessions} (known afterwards).
 */
record RecordedConversation(Path file, String about, List<Exchange> exchanges) {

    private static final Path FOLDER = Path.of("src/test/resources/tv/usher/engine/inbound/callers");

    record Exchange(String says, String caller, String asked, String answer, int sessions) {}

    static Stream<RecordedConversation> all() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".http"))
                    .sorted()
                    .toList();
            List<RecordedConversation> conversations = new ArrayList<>();
            for (Path file : found) {
                conversations.add(read(file));
            }
            return conversations.stream();
        }
    }

    private static RecordedConversation read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String[] parts = text.split("(?m)^### ");
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 1; i < parts.length; i += 5) {
            exchanges.add(new Exchange(
                    word("says", parts[i]),
                    onTheWire(content("caller", parts[i + 1])),
                    content("asked", parts[i + 2]),
                    onTheWire(content("answer", parts[i + 3])),
                    Integer.parseInt(word("sessions", parts[i + 4]))));
        }
        return new RecordedConversation(file, parts[0].strip(), exchanges);
    }

    private static String word(String name, String part) {
        if (!part.startsWith(name + ' ')) {
            throw new IllegalArgumentException("expected '### " + name + "', not: " + part);
        }
        return part.substring(name.length() + 1).strip();
    }

    private static String content(String name, String part) {
        if (!part.startsWith(name + '\n')) {
            throw new IllegalArgumentException("expected '### " + name + "', not: " + part);
        }
        String content = part.substring(name.length() + 1);
        return content.isEmpty() ? "" : content.substring(0, content.length() - 1); // the break before the next part
    }

    private static String onTheWire(String message) {
        int body = message.indexOf("\n\n") + 2;
        return message.substring(0, body).replace("\n", "\r\n") + message.substring(body);
    }

    /** A question as the part {@code asked} writes it. */
    static String inWords(AccessRequest request) {
        String query = request.query().isEmpty() ? "" : '?' + request.query().raw();
        StringBuilder words = new StringBuilder(request.action() + " " + request.path() + query);
        add(words, "session", request.session());
        add(words, "channel", request.channel());
        add(words, "client", request.clientAddress());
        add(words, "host", request.host());
        add(words, "origin", request.origin());
        add(words, "agent", request.userAgent());
        add(words, "referer", request.referer());
        add(words, "protocol", request.protocol());
        return words.toString();
    }

    private static void add(StringBuilder words, String name, String value) {
        if (!value.isEmpty()) {
            words.append('\n').append(name).append(": ").append(value);
        }
    }

    /** Shows as the name of a test. */
    @Override
    public String toString() {
        return FOLDER.relativize(file).toString();
    }
}
