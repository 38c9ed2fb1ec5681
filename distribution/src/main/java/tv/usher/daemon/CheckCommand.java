package tv.usher.daemon;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.UsherConfig;

@Command(name = "check", description = "Validate the configuration and print every problem; exit 0 or 2.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigFile configFile;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        try {
            UsherConfig config = new Daemon(Installation.current(), file).config();
            print("%s is fine: %d backends, %d rules"
                    .formatted(
                            file,
                            config.backends().size() + config.checks().size(),
                            config.access().size()));
            Preview.of(file).forEach(this::print);
            return ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(this::print); // the problems are what was asked for, so they are no error output
            return ExitCode.USAGE;
        }
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
