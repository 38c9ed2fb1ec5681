package tv.usher.daemon;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.cli.Version;

@Command(description = "Print the version.")
final class VersionCommand implements Runnable, LogsNothing {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().getOut().println(Version.text());
    }
}
