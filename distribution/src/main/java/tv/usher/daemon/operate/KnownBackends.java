package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.usher.daemon.logging.ControlCharacters;

/** The backends of the daemon, so that a misspelt name isn't taken for one that has no viewers. */
final class KnownBackends {

    private KnownBackends() {}

    /**
     * @param name null if none is asked for
     * @throws ManagementClient.WrongArguments if the daemon has no such backend
     */
    static void require(@Nullable String name, ManagementClient daemon) throws IOException, InterruptedException {
        if (name == null) {
            return;
        }
        List<String> known = new ArrayList<>();
        for (JsonNode backend : daemon.ask("GET", "/status", "backends").json().get("backends")) {
            known.add(backend.path("name").asText());
        }
        if (!known.contains(name)) {
            throw new ManagementClient.WrongArguments("no backend has the name '" + ControlCharacters.escape(name)
                    + "'; there are: " + String.join(", ", known));
        }
    }
}
