package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.LogsNothing;

@Command(description = "Print who is watching, as the running daemon knows.")
public final class SessionsCommand implements Callable<Integer>, LogsNothing {

    @Option(names = "--user", paramLabel = "USER", description = "Only this user, as the middleware names it.")
    private @Nullable String user;

    @Option(names = "--backend", paramLabel = "NAME", description = "Only whom this backend let in.")
    private @Nullable String backend;

    @Option(names = "--channel", paramLabel = "CHANNEL", description = "Only this channel.")
    private @Nullable String channel;

    @Option(names = "--client", paramLabel = "IP", description = "Only this viewer's address.")
    private @Nullable String client;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Only where this is part of the user, the name, the address, the channel or the backend.")
    private @Nullable String search;

    @Mixin
    private LimitOption limit;

    @Option(names = "--after", paramLabel = "ID", description = "Go on after this id.")
    private @Nullable String after;

    @Mixin
    private LookOptions look;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return look.show("/sessions?" + query(), "sessions", this::print);
    }

    private void print(ManagementClient.ApiAnswer answer, ManagementClient daemon) throws Exception {
        JsonNode sessions = answer.json().path("sessions");
        if (sessions.isEmpty()) {
            KnownBackends.require(backend, daemon);
        }
        PrintWriter out = spec.commandLine().getOut();
        new SessionsTable(Instant.now()).lines(sessions).forEach(out::println);
        spec.commandLine().getErr().println(total(answer.json(), sessions.size()));
    }

    private static String total(JsonNode answer, int shown) {
        int total = answer.path("total").asInt(shown);
        JsonNode next = answer.path("next");
        return Count.of(total, "session")
                + (shown < total ? ", " + shown + " shown" : "")
                + (next.isTextual() ? "; there are more: --after " + next.textValue() : "");
    }

    private Form query() {
        return new Form()
                .with("user", user)
                .with("backend", backend)
                .with("channel", channel)
                .with("client", client)
                .with("q", search)
                .with("after", after)
                .with("limit", limit.text());
    }
}
