package tv.usher.daemon.operate;

import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.cli.Paint;

@Command(description = "Print how the running daemon is: backends, viewers, decisions a second, and what is wrong.")
public final class StatusCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private LookOptions look;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return look.show(
                "/status",
                "decisionsPerSecond",
                (answer, daemon) -> new StatusText(answer.json(), Instant.now(), Paint.of(spec.commandLine()))
                        .lines()
                        .forEach(spec.commandLine().getOut()::println));
    }
}
