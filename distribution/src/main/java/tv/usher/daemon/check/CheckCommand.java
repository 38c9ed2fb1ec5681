package tv.usher.daemon.check;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.operate.ReloadPreview;
import tv.usher.daemon.setup.Daemon;
import tv.usher.daemon.setup.MachineWarnings;
import tv.usher.daemon.setup.Warnings;
import tv.usher.engine.config.ConfigException;
import tv.usher.engine.config.UsherConfig;
import tv.usher.engine.session.StoreKind;
import tv.usher.engine.session.redis.RedisStore;
import tv.usher.engine.wiring.Probe;

@Command(description = "Validate the configuration and print every problem and what looks wrong; exit 0 or 2.")
public final class CheckCommand implements Callable<Integer> {

    @Mixin
    private ConfigFile configFile;

    @Option(
            names = "--probe",
            description =
                    "Ask each middleware about a random token: it must be there, and must not allow; and Redis, if sessions"
                            + " are there. Exit 1 if not.")
    private boolean probe;

    @Option(names = "--effective", description = "Print every key as it counts, defaults included and secrets hidden.")
    private boolean effective;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Path file = configFile.in(Installation.current());
        try {
            UsherConfig config = new Daemon(Installation.current(), file).config();
            int backends = config.backends().size() + config.checks().size();
            print(file + " is fine: " + Count.of(backends, "backend") + ", "
                    + Count.of(config.access().size(), "rule"));
            Warnings.of(config).forEach(warning -> print("warning: " + warning));
            ReloadPreview preview = ReloadPreview.of(file);
            MachineWarnings.of(config, preview.running(), preview.callers())
                    .forEach(warning -> print("warning: " + warning));
            preview.lines().forEach(this::print);
            if (effective) {
                config.effective().forEach(this::print);
            }
            return probe ? probe(config) : ExitCode.OK;
        } catch (ConfigException e) {
            e.problems().forEach(this::print); // the problems are what was asked for, so they are no error output
            return ExitCode.USAGE;
        }
    }

    private int probe(UsherConfig config) {
        ProbeReport report = new ProbeReport(Probe.of(config));
        report.lines().forEach(this::print);
        boolean sharing = config.sessions().store() != StoreKind.REDIS || redisAnswers(config);
        return report.isFine() && sharing ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean redisAnswers(UsherConfig config) {
        Optional<String> problem = RedisStore.problemNow(config.sessions());
        print("sessions.redis: "
                + problem.map(why -> "CAN'T BE USED: " + why + "; without it each Usher goes by what it knows itself")
                        .orElse("answers"));
        return problem.isEmpty();
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
