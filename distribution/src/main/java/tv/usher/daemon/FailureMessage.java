package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.operate.ManagementClient;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.plugin.PluginException;

/** Says what went wrong in a sentence, and by which configuration; only a bug in Usher itself shows a stack trace. */
final class FailureMessage implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (e instanceof ConfigException || e instanceof PluginException) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (e instanceof IOException) {
            command.getErr()
                    .println("usher: " + e.getMessage() + configuration(command, String.valueOf(e.getMessage())));
            return e instanceof ManagementClient.WrongArguments
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        }
        throw e;
    }

    /** The file that was read, unless the message names it. */
    private static String configuration(CommandLine command, String message) {
        return files(command.getCommandSpec())
                .findFirst()
                .map(Path::toString)
                .filter(file -> !message.contains(file))
                .map(file -> " (configuration: " + file + ")")
                .orElse("");
    }

    private static Stream<Path> files(CommandSpec spec) {
        Stream<Path> own = spec.userObject() instanceof ConfigFile file ? file.read().stream() : Stream.of();
        return Stream.concat(own, spec.mixins().values().stream().flatMap(FailureMessage::files));
    }
}
