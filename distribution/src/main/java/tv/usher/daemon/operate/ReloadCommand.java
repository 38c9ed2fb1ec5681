package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;

@Command(description = "Let the running daemon take over its configuration file as it is now.")
public final class ReloadCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        ManagementClient daemon = ManagementClient.of(file);
        try {
            Optional<String> other = ReloadPreview.otherFile(daemon);
            if (other.isPresent()) {
                spec.commandLine().getErr().println("the daemon runs with " + other.get() + ": nothing was reloaded");
                return ExitCode.USAGE;
            }
            JsonNode changes = daemon.ask("POST", "/reload", "changes").json().get("changes");
            spec.commandLine().getOut().println("reloaded, " + Count.of(changes.size(), "change"));
            changes.forEach(change -> spec.commandLine().getOut().println("  " + change.textValue()));
            return ExitCode.OK;
        } catch (ManagementClient.Refused e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ExitCode.USAGE;
        }
    }
}
