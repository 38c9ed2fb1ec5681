package tv.usher.daemon;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import tv.usher.daemon.call.CallCommand;
import tv.usher.daemon.check.BackendsCommand;
import tv.usher.daemon.check.CheckCommand;
import tv.usher.daemon.demo.DemoCommand;
import tv.usher.daemon.generate.GenerateSchemaCommand;
import tv.usher.daemon.link.HashPasswordCommand;
import tv.usher.daemon.link.LinkCommand;
import tv.usher.daemon.load.LoadCommand;
import tv.usher.daemon.operate.BansCommand;
import tv.usher.daemon.operate.ExplainCommand;
import tv.usher.daemon.operate.KickCommand;
import tv.usher.daemon.operate.ReloadCommand;
import tv.usher.daemon.operate.SessionsCommand;
import tv.usher.daemon.operate.StatusCommand;
import tv.usher.daemon.operate.UnbanCommand;
import tv.usher.daemon.operate.UnverifiedCommand;
import tv.usher.daemon.operate.WhyCommand;
import tv.usher.daemon.run.ReloadOnSignal;
import tv.usher.daemon.run.RunCommand;

/** The commands by their names, in the order of the help text. */
final class Commands {

    static final String RUN = "run";

    private static final Map<String, Class<?>> ALL = all();

    private Commands() {}

    private static final class Help {

        @SuppressWarnings("UnusedVariable") // picocli needs a place for its value
        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Print this text.")
        private boolean wanted;
    }

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put(RUN, RunCommand.class);
        all.put("check", CheckCommand.class);
        all.put("reload", ReloadCommand.class);
        all.put("demo", DemoCommand.class);
        all.put("status", StatusCommand.class);
        all.put("sessions", SessionsCommand.class);
        all.put("kick", KickCommand.class);
        all.put("bans", BansCommand.class);
        all.put("unban", UnbanCommand.class);
        all.put("unverified", UnverifiedCommand.class);
        all.put("why", WhyCommand.class);
        all.put("explain", ExplainCommand.class);
        all.put("call", CallCommand.class);
        all.put("load", LoadCommand.class);
        all.put("link", LinkCommand.class);
        all.put("hash-password", HashPasswordCommand.class);
        all.put("backends", BackendsCommand.class);
        all.put("version", VersionCommand.class);
        all.put("generate-completion", CompletionCommand.class);
        all.put("generate-papers", GeneratePapersCommand.class);
        all.put("generate-schema", GenerateSchemaCommand.class);
        return all;
    }

    static CommandLine of(String... arguments) {
        return of(new ReloadOnSignal(), arguments);
    }

    /**
     * Only the command that the first argument names, if it names one: looking into every class would delay each start.
     *
     * @param reloads of the daemon
     */
    static CommandLine of(ReloadOnSignal reloads, String... arguments) {
        CommandLine usher = new CommandLine(new Main(), new CommandFactory(reloads));
        String first = arguments.length == 0 ? "" : arguments[0];
        Class<?> named = ALL.get(first);
        if (first.equals("--version")) {
            usher.addSubcommand("version", VersionCommand.class);
        } else if (named == null) {
            ALL.forEach(usher::addSubcommand);
        } else {
            usher.addSubcommand(arguments[0], named);
        }
        offerHelp(usher);
        usher.getSubcommands().values().forEach(Commands::offerHelp);
        return usher.setExecutionExceptionHandler(new FailureMessage())
                .setParameterExceptionHandler(new UsageMessage())
                .setOut(utf8(FileDescriptor.out))
                .setErr(utf8(FileDescriptor.err));
    }

    /** Names are in any script, and the locale may be none. */
    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
    }

    private static void offerHelp(CommandLine command) {
        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new Help()));
    }
}
