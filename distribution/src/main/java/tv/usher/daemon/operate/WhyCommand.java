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
import tv.usher.daemon.cli.Paint;

@Command(description = "Print the last decisions about a viewer, and why they were made.")
public final class WhyCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ApiOptions api;

    @Option(names = "--client", paramLabel = "IP", description = "Only this viewer's address.")
    private @Nullable String client;

    @Option(names = "--user", paramLabel = "USER", description = "Only this user, as the middleware names it.")
    private @Nullable String user;

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description =
                    "Only this viewing, by the caller's own name of it, not by the ID that 'usher sessions' prints.")
    private @Nullable String session;

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL",
            description = "Only this channel: the caller's name of it, its path, or a folder such as /live/news/.")
    private @Nullable String channel;

    @Option(names = "--answer", paramLabel = "ANSWER", description = "Only allow, deny or error.")
    private @Nullable String answer;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "At most so many, up to 1000; ${DEFAULT-VALUE} if left out.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ManagementClient.ApiAnswer answered = api.daemon().ask("GET", "/decisions?" + query(), "decisions");
        PrintWriter out = spec.commandLine().getOut();
        JsonNode decisions = answered.json().get("decisions");
        JsonNode cuts = answered.json().path("cuts"); // an older daemon has none
        if (api.wantsJson()) {
            out.println(answered.text());
            return decisions.isEmpty() && cuts.isEmpty() ? 1 : 0;
        }
        if (decisions.isEmpty() && cuts.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "no such decision: known viewers are answered from memory ('usher sessions'), and only the last"
                                    + " management.recent-decisions are kept");
            return 1;
        }
        Paint paint = Paint.of(spec.commandLine());
        decisions.forEach(decision -> PastDecision.lines(decision, paint).forEach(out::println));
        cuts.forEach(cut -> PastCut.lines(cut).forEach(out::println));
        return 0;
    }

    private Form query() {
        return new Form()
                .with("client", client)
                .with("user", user)
                .with("session", session)
                .with("channel", channel)
                .with("answer", answer)
                .with("limit", Integer.toString(limit));
    }
}
