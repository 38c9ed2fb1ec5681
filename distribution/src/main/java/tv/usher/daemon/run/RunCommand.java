package tv.usher.daemon.run;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.Version;
import tv.usher.daemon.setup.Daemon;
import tv.usher.daemon.setup.Warnings;

@Command(description = "Run the daemon until SIGTERM or SIGINT; SIGHUP reloads.")
public final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigFile configFile;

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        Daemon daemon = new Daemon(Installation.current(), file);
        Logger log = LoggerFactory.getLogger(RunCommand.class); // here, since this class is loaded for every command
        log.info("{}, configuration {}", Version.text(), file);
        daemon.config().effective().forEach(line -> log.info("  {}", line));
        Warnings.of(daemon.config()).forEach(warning -> log.warn("{}", warning));
        daemon.engine().start();
        StopOnSignal.of(daemon.engine());
        ReloadOnSignal.of(daemon);
        new CountDownLatch(1).await(); // the signal ends the process
        return 0;
    }
}
