package tv.usher.daemon.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page {@code usher(1)}, in roff, from what the commands say of themselves. */
public final class ManPage {

    private static final String REST = """
            .SH EXIT STATUS
            0 fine, 1 failed while running, 2 wrong configuration or arguments.
            .SH ENVIRONMENT
            .TP
            .B USHER_CONFIG
            The configuration, where \\-c doesn't name one.
            .TP
            .B USHER_LOG
            text or json: how the log is written. It is text if left out.
            .TP
            .B NO_COLOR
            If it is set, results have no colours on a terminal either.
            .TP
            .B JAVA_HOME
            The Java to run on, 17 or newer; else that of the PATH.
            .TP
            .BR JAVA_OPTS ", " USHER_OPTS
            Options of the JVM, separated by blanks.
            .TP
            .B USHER_CLASS_ARCHIVE
            off: the daemon makes no archive of its classes, and no command uses one. It starts more slowly then.
            .SH FILES
            .TP
            .I /etc/usher/usher.yaml
            The configuration, which explains every key.
            .TP
            .I /etc/usher/usher.env
            Secrets for ${NAME} in it, and variables of the service.
            .TP
            .I /var/lib/usher
            Known viewers and bans, which survive a restart.
            .TP
            .I /usr/share/doc/usher
            The documents, with a page for each caller.
            .SH SEE ALSO
            .BR systemctl (1),
            .BR journalctl (1)
            """;

    private final List<String> lines = new ArrayList<>();

    private ManPage() {}

    /**
     * @param usher   with all its commands
     * @param version of the release
     * @param date    of the release
     */
    public static String of(CommandLine usher, String version, String date) {
        ManPage page = new ManPage();
        page.lines.add(".TH USHER 1 \"" + date + "\" \"Usher " + version + "\" \"Usher\"");
        page.lines.add(".SH NAME");
        page.lines.add("usher \\- the ticket check of a streaming platform");
        page.lines.add(".SH SYNOPSIS");
        page.lines.add(".B usher");
        page.lines.add(".I COMMAND");
        page.lines.add("[options]");
        page.lines.add(".SH DESCRIPTION");
        page.lines.add(
                "Media servers and edge proxies ask Usher whether a viewer may play; Usher asks the middleware that");
        page.lines.add("knows the viewer, and answers in the language of who asked.");
        page.lines.add(".SH COMMANDS");
        usher.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(page::add);
        return String.join("\n", page.lines) + "\n" + REST;
    }

    private void add(CommandLine command) {
        Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF));
        lines.add(".SS " + text(help.synopsis(0).replaceAll("\\s+", " ").strip()));
        lines.add(text(String.join(" ", command.getCommandSpec().usageMessage().description())));
        command.getCommandSpec().positionalParameters().stream()
                .filter(argument -> !argument.hidden())
                .forEach(argument -> add(argument.paramLabel(), argument));
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp())
                .forEach(option -> add(names(option), option));
    }

    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return Arrays.stream(option.names()).collect(Collectors.joining(", ")) + value;
    }

    private void add(String head, ArgSpec argument) {
        lines.add(".TP");
        lines.add(".B " + text(head));
        lines.add(text(Stream.of(argument.description())
                .map(line -> line.replace("${DEFAULT-VALUE}", Objects.toString(argument.defaultValue(), "")))
                .collect(Collectors.joining(" "))));
    }

    /** Without what roff would take for its own. */
    private static String text(String plain) {
        String escaped = plain.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("%n", " ")
                .replace("%%", "%");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
