package tv.usher.daemon;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import tv.usher.daemon.demo.DemoCommand;

/** {@code bin/usher}. Exit 0 fine, 1 failed while running, 2 wrong configuration or arguments. */
@Command(
        name = "usher",
        description = "The ticket check of a streaming platform.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            ReloadCommand.class,
            DemoCommand.class,
            SessionsCommand.class,
            KickCommand.class,
            WhyCommand.class,
            ExplainCommand.class,
            CallCommand.class,
            LoadCommand.class,
            LinkCommand.class,
            HashPasswordCommand.class,
            BackendsCommand.class,
            VersionCommand.class
        })
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        CommandLine usher = new CommandLine(new Main()).setExecutionExceptionHandler(new FailureMessage());
        int status = usher.execute(arguments);
        if (!(executed(usher) instanceof LogsNothing)) {
            LogEnd.write();
        }
        System.exit(status);
    }

    private static Object executed(CommandLine usher) {
        CommandLine.ParseResult parsed = usher.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? parsed.subcommand().commandSpec().userObject()
                : null;
    }
}
