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

@Command(description = "Print who is kept out by operators, until when, by whom and why; 'usher unban' ends a ban.")
public final class BansCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ApiOptions api;

    @Option(names = "--user", paramLabel = "USER", description = "Only this user, as the middleware names it.")
    private @Nullable String user;

    @Mixin
    private LimitOption limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Form query = new Form().with("user", user).with("limit", limit.text());
        ManagementClient.ApiAnswer answer = api.daemon().ask("GET", "/bans?" + query, "bans");
        PrintWriter out = spec.commandLine().getOut();
        if (api.wantsJson()) {
            out.println(answer.text());
            return 0;
        }
        JsonNode bans = answer.json().get("bans");
        BansTable.lines(bans, Instant.now()).forEach(out::println);
        int total = answer.json().path("total").asInt();
        spec.commandLine()
                .getErr()
                .println(
                        Count.of(total, "ban") + (total > bans.size() ? ", the newest " + bans.size() + " shown" : ""));
        return 0;
    }
}
