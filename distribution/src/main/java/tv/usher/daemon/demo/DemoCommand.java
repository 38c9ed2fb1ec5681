package tv.usher.daemon.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.operate.ManagementClient;
import tv.usher.daemon.setup.Daemon;
import tv.usher.engine.Engine;
import tv.usher.engine.net.HostPort;
import tv.usher.engine.plugin.PluginException;
import tv.usher.engine.plugin.PluginLoader;
import tv.usher.engine.plugin.Plugins;

@Command(description = "Show Usher at work: stand-ins of all middlewares, the real daemon, real questions.")
public final class DemoCommand implements Callable<Integer> {

    @Option(names = "--once", description = "End after the table; exit 0 only if every answer was the expected one.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        quiet();
        Set<String> types = types();
        if (Collections.disjoint(types, Middlewares.TYPES)) {
            throw new NoSuchFileException(
                    Installation.current().plugins() + ": the demo needs a plugin of one of the types "
                            + String.join(", ", Middlewares.TYPES) + "; put its folder there");
        }
        try (Middlewares middlewares = new Middlewares(types);
                DemoFile file = DemoFile.write(middlewares)) {
            Engine engine = new Daemon(Installation.current(), file.path()).engine();
            Engine.Addresses addresses = engine.start();
            out.println("Usher is running, and behind it " + Count.of(middlewares.count(), "stand-in")
                    + " of middlewares.\n");
            HostPort callers = new HostPort("127.0.0.1", addresses.callers().getPort());
            ManagementClient daemon = ManagementClient.of(file.path());
            boolean asExpected = new DemoTable(callers, daemon, middlewares, out).print();
            if (once) {
                engine.stop();
            } else {
                DemoHints.print(addresses, file.path(), middlewares, out);
                new CountDownLatch(1).await(); // until Ctrl-C
            }
            return asExpected ? 0 : 1;
        }
    }

    private static Set<String> types() throws PluginException {
        try (Plugins plugins = PluginLoader.load(Installation.current().plugins())) {
            return Set.copyOf(plugins.byType().keySet());
        }
    }

    /** The table tells what the log would. */
    private static void quiet() {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }
}
