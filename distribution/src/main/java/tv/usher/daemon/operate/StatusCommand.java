package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.cli.Paint;

@Command(description = "Print how the running daemon is: backends, viewers, decisions a second, and what is wrong.")
public final class StatusCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @Mixin
    private WatchOption watch;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ManagementClient daemon = ManagementClient.of(configFile.in(Installation.current()));
        return watch.show(() -> show(daemon));
    }

    private int show(ManagementClient daemon) throws Exception {
        ManagementClient.ApiAnswer answer = daemon.ask("GET", "/status", "decisionsPerSecond");
        if (json.isWanted()) {
            spec.commandLine().getOut().println(answer.text());
            return 0;
        }
        JsonNode status = answer.json();
        new StatusText(status, Instant.now(), Paint.of(spec.commandLine()))
                .lines()
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }
}
