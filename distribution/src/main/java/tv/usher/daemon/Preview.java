package tv.usher.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tv.usher.engine.config.ConfigException;

/** What a reload of the daemon that runs with this file would do. */
final class Preview {

    private Preview() {}

    /** Lines for the operator; none if no daemon runs with this file. */
    static List<String> of(Path file) throws InterruptedException {
        JsonNode answer;
        try {
            answer = ManagementClient.of(file).ask("GET", "/reload", "changes").json();
        } catch (ManagementClient.Refused e) {
            return e.getMessage().contains(ofDaemon(file))
                    ? List.of("a reload would be refused: " + e.getMessage())
                    : List.of();
        } catch (IOException | ConfigException e) {
            return List.of();
        }
        if (!answer.path("file").asText().equals(ofDaemon(file))) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        JsonNode changes = answer.get("changes");
        lines.add(changes.isEmpty() ? "a reload would change nothing" : "a reload would change:");
        changes.forEach(change -> lines.add("  " + change.textValue()));
        return lines;
    }

    private static String ofDaemon(Path file) {
        return file.toAbsolutePath().normalize().toString();
    }
}
