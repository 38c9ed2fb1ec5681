package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.cli.TextTable;

@Command(
        description = "Print who was let in lately while a backend was unavailable, and what became of them:"
                + " unverified, verified, denied or over.")
public final class UnverifiedCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ApiOptions api;

    @Option(names = "--backend", paramLabel = "NAME", description = "Only of this backend's outages.")
    private @Nullable String backend;

    @Mixin
    private LimitOption limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ManagementClient daemon = api.daemon();
        KnownBackends.require(backend, daemon);
        Form query = new Form().with("backend", backend).with("limit", limit.text());
        ManagementClient.ApiAnswer answer = daemon.ask("GET", "/unverified?" + query, "viewers");
        PrintWriter out = spec.commandLine().getOut();
        if (api.wantsJson()) {
            out.println(answer.text());
            return 0;
        }
        TextTable table = new TextTable("NOW", "BACKEND", "CHANNEL", "CLIENT", "SINCE", "WHY");
        answer.json()
                .get("viewers")
                .forEach(viewer -> table.add(
                        text(viewer, "now"),
                        text(viewer, "backend"),
                        text(viewer, "channel"),
                        text(viewer, "client"),
                        text(viewer, "since"),
                        text(viewer, "why")));
        table.lines().forEach(out::println);
        spec.commandLine().getErr().println(total(answer.json()));
        return 0;
    }

    private static String total(JsonNode answer) {
        String most = answer.has("limit") ? " of " + answer.get("limit").asInt() : "";
        return "watching unverified: " + answer.path("total").asInt() + most;
    }

    private static String text(JsonNode viewer, String name) {
        return viewer.path(name).asText();
    }
}
