package tv.usher.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a file of events has. */
record EventLines(Path file) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Whole lines; none while there is no file. */
    List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> all() {
        return lines().stream().map(EventLines::read).toList();
    }

    List<JsonNode> of(String type) {
        return all().stream()
                .filter(event -> event.path("type").textValue().equals(type))
                .toList();
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + line, e);
        }
    }
}
