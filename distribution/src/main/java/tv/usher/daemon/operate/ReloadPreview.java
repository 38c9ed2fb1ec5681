package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.net.HostPort;

/**
 * What a reload of the daemon that runs with this file would do.
 *
 * @param running whether a daemon answers where this file says, also if it doesn't tell what a reload would do
 * @param callers where callers ask that daemon, as its configuration says; empty if it doesn't tell
 * @param lines   for the operator; none if the file doesn't tell where its daemon would listen
 */
public record ReloadPreview(boolean running, Optional<HostPort> callers, List<String> lines) {

    private static final String LISTEN = "listen: ";

    public static ReloadPreview of(Path file) throws InterruptedException {
        try {
            return of(ManagementClient.of(file));
        } catch (ConfigException e) {
            return new ReloadPreview(false, Optional.empty(), List.of());
        }
    }

    private static ReloadPreview of(ManagementClient daemon) throws InterruptedException {
        List<String> lines;
        try {
            lines = lines(daemon.ask("GET", "/reload", "changes").json(), daemon);
        } catch (ManagementClient.Refused e) {
            lines = List.of("a reload would be refused: " + e.getMessage());
        } catch (ManagementClient.Answered e) {
            lines = unknown(e);
        } catch (IOException e) {
            return new ReloadPreview(false, Optional.empty(), unknown(e));
        }
        return new ReloadPreview(true, callers(daemon), lines);
    }

    /** Where it stands in a variable, it isn't shown. */
    private static Optional<HostPort> callers(ManagementClient daemon) throws InterruptedException {
        try {
            JsonNode inForce = daemon.ask("GET", "/configuration", "effective").json();
            return inForce.get("effective")
                    .asText()
                    .lines()
                    .filter(line -> line.startsWith(LISTEN))
                    .map(line -> HostPort.parse(line.substring(LISTEN.length())))
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<String> unknown(IOException why) {
        return List.of("what a reload would change isn't known: " + why.getMessage());
    }

    private static List<String> lines(JsonNode answer, ManagementClient daemon) {
        String daemons = answer.path("file").asText();
        if (!daemon.isSame(daemons)) {
            return List.of("the daemon runs with " + daemons + ", so a reload wouldn't read this file");
        }
        List<String> lines = new ArrayList<>();
        JsonNode changes = answer.get("changes");
        lines.add(changes.isEmpty() ? "a reload would change nothing" : "a reload would change:");
        changes.forEach(change -> lines.add("  " + change.textValue()));
        return lines;
    }

    /** The file that the daemon runs with if it is another one; empty also if it can't be read as it is now. */
    static Optional<String> otherFile(ManagementClient daemon) throws IOException, InterruptedException {
        try {
            String daemons =
                    daemon.ask("GET", "/reload", "changes").json().path("file").asText();
            return daemon.isSame(daemons) ? Optional.empty() : Optional.of(daemons);
        } catch (ManagementClient.Refused e) {
            return Optional.empty();
        }
    }
}
