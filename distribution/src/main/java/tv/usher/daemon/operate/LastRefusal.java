package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import tv.usher.daemon.call.WhyRefused;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.Paint;
import tv.usher.engine.config.ConfigException;

/** The last decision about a viewer, if the daemon refused, as {@code usher why} prints it. */
public final class LastRefusal implements WhyRefused {

    @Override
    public List<String> lines(Path file, String client, Instant since, CommandLine command)
            throws InterruptedException {
        try {
            ManagementClient daemon = ManagementClient.of(file);
            for (JsonNode decision : decisions(daemon, client)) {
                if (isIt(decision, since)) {
                    List<String> lines = new ArrayList<>();
                    lines.add("as 'usher why --client " + client + "' tells:");
                    lines.addAll(PastDecision.lines(decision, Paint.of(command)));
                    return lines;
                }
            }
        } catch (IOException | ConfigException e) {
            return List.of("why isn't known here: " + e.getMessage());
        }
        return List.of("the daemon of " + file + " knows no such refusal: is it the one that was asked?");
    }

    private static JsonNode decisions(ManagementClient daemon, String client) throws IOException, InterruptedException {
        Form query = new Form().with("client", client).with("limit", "1");
        return daemon.ask("GET", "/decisions?" + query, "decisions").json().get("decisions");
    }

    private static boolean isIt(JsonNode decision, Instant since) {
        return !decision.path("answer").asText().equals("allow")
                && !Instant.parse(decision.path("at").asText()).isBefore(since);
    }
}
