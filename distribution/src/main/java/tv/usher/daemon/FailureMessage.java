package tv.usher.daemon;

import java.io.IOException;
import picocli.CommandLine;
import tv.usher.daemon.operate.ManagementClient;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.plugin.PluginException;

/** Says what went wrong in a sentence; only a bug in Usher itself shows a stack trace. */
final class FailureMessage implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof ConfigException || e instanceof PluginException) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof IOException) {
            command.getErr().println("usher: " + e.getMessage());
            return e instanceof ManagementClient.WrongArguments
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }
}
