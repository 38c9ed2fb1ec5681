package tv.usher.daemon;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", description = "Run the daemon until SIGTERM or SIGINT.")
final class RunCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);

    @Mixin
    private ConfigFile configFile;

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        Setup setup = Setup.of(Installation.current(), file);
        log.info("{}, configuration {}", Version.text(), file);
        setup.config().effective().forEach(line -> log.info("  {}", line));
        setup.engine().start();
        StopOnSignal.of(setup.engine()::stop);
        new CountDownLatch(1).await(); // the signal ends the process
        return 0;
    }
}
