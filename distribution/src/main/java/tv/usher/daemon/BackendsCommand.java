package tv.usher.daemon;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.engine.plugin.Plugin;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

@Command(name = "backends", description = "Print the backend types that the plugins bring, and where each was found.")
final class BackendsCommand implements Callable<Integer> {

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
                out.printf("%-12s %-16s %s%n", plugin.type(), plugin.version().orElse("-"), plugin.jar());
            }
        }
        return 0;
    }
}
