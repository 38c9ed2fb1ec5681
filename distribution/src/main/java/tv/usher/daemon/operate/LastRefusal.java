package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.WhyRefused;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.Paint;
import tv.usher.engine.config.ConfigException;

/** The daemon's record of a refused call, as {@code usher why} prints it. */
public final class LastRefusal implements WhyRefused {

    /** As many as the API tells at once: other viewers are refused too, until it is asked. */
    private static final String MOST = "1000";

    @Override
    public List<String> lines(Path file, RefusedCall call, CommandLine command) throws InterruptedException {
        try {
            Optional<JsonNode> decision = find(ManagementClient.of(file), call);
            if (decision.isPresent()) {
                List<String> lines = new ArrayList<>();
                String client = clientOf(decision.get());
                lines.add("as 'usher why" + (client.isEmpty() ? "" : " --client " + client) + "' tells:");
                lines.addAll(PastDecision.lines(decision.get(), Paint.of(command)));
                return lines;
            }
        } catch (IOException | ConfigException e) {
            return List.of("why isn't known here: " + e.getMessage());
        }
        return List.of(
                "the daemon of " + file + " has no record of this refusal: perhaps another daemon was asked, this"
                        + " machine isn't in its trusted-callers, or its management.recent-decisions are too few");
    }

    /** Of all viewers if it isn't among those of the viewer's address: not every caller tells one, and not every call can be read. */
    private static Optional<JsonNode> find(ManagementClient daemon, RefusedCall call)
            throws IOException, InterruptedException {
        for (Form query : List.of(new Form().with("client", call.viewer().client()), new Form())) {
            query.with("limit", MOST);
            for (JsonNode decision :
                    daemon.ask("GET", "/decisions?" + query, "decisions").json().get("decisions")) {
                if (isOf(call, decision)) {
                    return Optional.of(decision);
                }
            }
        }
        return Optional.empty();
    }

    /** The newest comes first, and a call is recorded just before it is answered. */
    private static boolean isOf(RefusedCall call, JsonNode decision) {
        Instant at = Instant.parse(decision.path("at").asText());
        return !decision.path("answer").asText().equals("allow")
                && !at.isBefore(call.asked())
                && !at.isAfter(call.answered())
                && call.caller().speaks(decision.path("dialect").asText())
                && isOf(call.viewer(), call.caller(), decision);
    }

    private static boolean isOf(ViewerRequest viewer, CallerKind caller, JsonNode decision) {
        String client = clientOf(decision);
        String channel = decision.path("channel").asText();
        if (client.isEmpty() && caller == CallerKind.ANTMEDIA && !channel.isEmpty()) {
            return channel.equals(viewer.url().streamOfApplication());
        }
        boolean unreadable = client.isEmpty() && channel.isEmpty();
        return unreadable || client.equals(viewer.client());
    }

    private static String clientOf(JsonNode decision) {
        return decision.path("client").asText();
    }
}
