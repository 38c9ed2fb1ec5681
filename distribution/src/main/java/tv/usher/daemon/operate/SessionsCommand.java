package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;

@Command(description = "Print who is watching, as the running daemon knows.")
public final class SessionsCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @Option(names = "--user", paramLabel = "USER", description = "Only this user, as the middleware names it.")
    private @Nullable String user;

    @Option(names = "--backend", paramLabel = "NAME", description = "Only whom this backend let in.")
    private @Nullable String backend;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only this channel.")
    private @Nullable String channel;

    @Option(names = "--client", paramLabel = "IP", description = "Only this viewer's address.")
    private @Nullable String client;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 1000; ${DEFAULT-VALUE} if left out.")
    private int limit;

    @Option(names = "--after", paramLabel = "ID", description = "Go on after this id.")
    private @Nullable String after;

    @Option(names = "--json", description = "Print the API's own answer.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ManagementClient management = ManagementClient.of(configFile.in(Installation.current()));
        ManagementClient.ApiAnswer answer =
                management.ask("GET", "/sessions?" + ManagementClient.query(parameters()), "sessions");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(answer.text());
            return 0;
        }
        new SessionsTable(Instant.now()).lines(answer.json().path("sessions")).forEach(out::println);
        JsonNode next = answer.json().path("next");
        if (next.isTextual()) {
            spec.commandLine().getErr().println("there are more: --after " + next.textValue());
        }
        return 0;
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("user", user);
        parameters.put("backend", backend);
        parameters.put("channel", channel);
        parameters.put("client", client);
        parameters.put("after", after);
        parameters.put("limit", Integer.toString(limit));
        parameters.values().removeIf(value -> value == null);
        return parameters;
    }
}
