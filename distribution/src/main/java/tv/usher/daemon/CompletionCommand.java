package tv.usher.daemon;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.LogsNothing;

/** Makes {@code completion/usher} of the distribution. */
@Command(hidden = true, description = "Print the completion of all commands for bash; zsh loads it too.")
final class CompletionCommand implements Runnable, LogsNothing {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().print(AutoComplete.bash("usher", Commands.of()));
        spec.commandLine().getOut().flush();
    }
}
