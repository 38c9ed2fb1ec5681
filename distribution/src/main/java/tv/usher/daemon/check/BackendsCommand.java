package tv.usher.daemon.check;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Installation;
import tv.usher.engine.config.CheckConfig;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

@Command(
        description =
                "Print the backend types that the plugins bring, where each was found, and those that are built in.")
public final class BackendsCommand implements Callable<Integer> {

    private static final String LINE = "%-12s %-16s %s%n";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.current();
        try (Plugins plugins = PluginLoader.load(installation.plugins())) {
            if (plugins.all().isEmpty()) {
                out.println("no backend types: " + installation.plugins() + " has no plugin");
            }
            for (Plugin plugin : plugins.all()) {
                out.printf(LINE, plugin.type(), plugin.version().orElse("-"), plugin.jar());
            }
            for (String type : CheckConfig.TYPES) {
                out.printf(LINE, type, "-", "built in");
            }
        }
        return 0;
    }
}
