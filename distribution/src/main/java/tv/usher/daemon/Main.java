package tv.usher.daemon;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import tv.usher.daemon.cli.LogEnd;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.run.ReloadOnSignal;

/** {@code bin/usher}. Exit 0 fine, 1 failed while running, 2 wrong configuration or arguments. */
@Command(
        name = "usher",
        description = "The ticket check of a streaming platform.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = VersionCommand.Provider.class)
public final class Main {

    @SuppressWarnings("UnusedVariable") // picocli needs a place for its value
    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    private boolean version;

    Main() {}

    public static void main(String[] arguments) {
        ReloadOnSignal reloads = new ReloadOnSignal();
        if (arguments.length > 0 && arguments[0].equals(Commands.RUN)) {
            reloads.hear(); // first: until then a reload that is ordered ends the process
        }
        CommandLine usher = Commands.of(reloads, arguments);
        int status = usher.execute(arguments);
        if (!(executed(usher) instanceof LogsNothing)) {
            LogEnd.write();
        }
        if (usher.getOut().checkError()) { // a writer keeps its failures for itself
            usher.getErr().println("usher: the output couldn't be written");
            status = status == ExitCode.OK ? ExitCode.SOFTWARE : status;
        }
        System.exit(status);
    }

    private static @Nullable Object executed(CommandLine usher) {
        CommandLine.ParseResult parsed = usher.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? parsed.subcommand().commandSpec().userObject()
                : null;
    }
}
