package tv.usher.daemon;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the arguments, and where help is: the whole help would hide it. */
final class UsageMessage implements CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
        String meant = e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getSuggestions().stream()
                        .findFirst()
                        .map(suggestion -> ", did you mean '" + suggested(name, suggestion) + "'?")
                        .orElse("")
                : "";
        command.getErr().println(name + ": " + message + meant + " ('" + name + " --help' tells more)");
        return CommandLine.ExitCode.USAGE;
    }

    private static String suggested(String name, String suggestion) {
        return suggestion.startsWith("-") || suggestion.startsWith(name) ? suggestion : name + ' ' + suggestion;
    }
}
