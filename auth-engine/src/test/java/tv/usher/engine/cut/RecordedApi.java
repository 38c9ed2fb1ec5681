package tv.usher.engine.cut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import tv.usher.api.BackendRequest;
import tv.usher.api.BackendResponse;
import tv.usher.api.Secret;

/**
 * A media server's API that plays back an exchange from a file. Lines begin with {@code #} (a comment), {@code kind}, {@code connection},
 * {@code age} (seconds since its viewer was let in; 0 if there is none), {@code login}, {@code >} (the question: its first line, then headers, then a body), {@code <} (status, then body) and {@code result}.
 */
final class RecordedApi implements ApiCalls {

    static final String BASE = "http://media.example.com:1";

    private final Deque<String> expected = new ArrayDeque<>();
    private String kind = "";
    private String connection = "";
    private Duration age = Duration.ZERO;
    private String result = "";
    private Optional<ServerApi.Login> login = Optional.empty();

    RecordedApi(Path file) {
        for (String line : lines(file)) {
            String[] parts = line.split(" ", 2);
            String rest = parts.length > 1 ? parts[1] : "";
            switch (parts[0]) {
                case "kind" -> kind = rest;
                case "connection" -> connection = rest;
                case "age" -> age = Duration.ofSeconds(Long.parseLong(rest));
                case "login" -> login = Optional.of(loginOf(rest));
                case "result" -> result = rest;
                case ">", "<" -> expected.add(line);
                default -> assertThat(line).as(file.toString()).matches("#.*|");
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerApi.Login loginOf(String text) {
        int colon = text.indexOf(':');
        return new ServerApi.Login(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
    }

    String kind() {
        return kind;
    }

    String connection() {
        return connection;
    }

    Duration age() {
        return age;
    }

    /** What becomes of it, by the file: its word, and what its text has. */
    String result() {
        return result;
    }

    ApiClient api() {
        return new ApiClient(BASE, login, this, () -> Duration.ofSeconds(2));
    }

    @Override
    public CompletableFuture<BackendResponse> send(String method, BackendRequest request, Duration within) {
        List<String> asked = new ArrayList<>();
        asked.add("> " + method + ' ' + request.target());
        request.headers().forEach(header -> asked.add("> " + header.name() + ": " + header.value()));
        request.body().ifPresent(body -> asked.add("> " + new String(body.bytes(), StandardCharsets.UTF_8)));
        assertThat(request.endpoint().origin()).isEqualTo(BASE);
        List<String> recorded = take('>');
        assertThat(asked).as("what is asked").isEqualTo(recorded);
        List<String> answer = take('<');
        assertThat(answer).as("the recording of an answer to %s", request).isNotEmpty();
        int status = Integer.parseInt(answer.get(0).substring(2));
        String body = String.join(
                "\n",
                answer.subList(1, answer.size()).stream()
                        .map(line -> line.substring(Math.min(2, line.length())))
                        .toList());
        return CompletableFuture.completedFuture(BackendResponse.of(status).body(body));
    }

    private List<String> take(char direction) {
        List<String> taken = new ArrayList<>();
        while (!expected.isEmpty() && expected.getFirst().charAt(0) == direction) {
            taken.add(expected.removeFirst());
        }
        return taken;
    }

    void assertAllWasAsked() {
        assertThat(expected).as("recorded, and not asked").isEmpty();
    }
}
