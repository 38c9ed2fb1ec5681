package tv.usher.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.Version;
import tv.usher.daemon.setup.Daemon;
import tv.usher.daemon.setup.Warnings;
import tv.usher.engine.Engine;
import tv.usher.engine.inbound.ListeningSockets;

@Command(description = "Run the daemon until SIGTERM or SIGINT; SIGHUP reloads.")
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigFile configFile;

    @Option(
            names = "--take-over",
            description =
                    "Take the listening sockets over from the Usher that runs with the same data-dir, which ends then; nobody is refused.")
    private boolean takeOver;

    private final ReloadOnSignal reloads;

    public RunCommand(ReloadOnSignal reloads) {
        this.reloads = reloads;
    }

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        Daemon daemon = new Daemon(Installation.current(), file);
        Logger log = LoggerFactory.getLogger(RunCommand.class); // here, since this class is loaded for every command
        log.info("{}, configuration {}: what differs from the defaults follows", Version.text(), file);
        daemon.config().changed().forEach(line -> log.info("  {}", line));
        Warnings.of(daemon.config()).forEach(warning -> log.warn("{}", warning));
        Engine engine = daemon.engine();
        if (takeOver) {
            TakeOver.by(engine, daemon.config().dataDir());
            engine.start();
        } else {
            ListeningSockets sockets = ListeningSockets.ofSystemd(
                    System.getenv(), ProcessHandle.current().pid());
            try {
                engine.start(sockets);
            } catch (IOException e) {
                throw TakeOver.advised(e, daemon.config().dataDir());
            }
        }
        StopOnSignal.of(engine);
        reloads.startedAs(daemon);
        engine.offer(() -> System.exit(0)); // by StopOnSignal
        new CountDownLatch(1).await(); // the signal ends the process
        return 0;
    }
}
