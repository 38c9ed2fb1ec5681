package tv.usher.daemon.operate;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Count;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.engine.util.Durations;

@Command(description = "End a session, or all sessions of a user.")
public final class KickCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target;

    @Option(
            names = "--ban",
            paramLabel = "TIME",
            converter = BanTime.class,
            description = "Keep the viewer out for so long, as in 30s, 10m or 12h; a user also with new tokens.")
    private @Nullable String ban;

    @Spec
    private CommandSpec spec;

    private static final class Target {

        @Parameters(paramLabel = "SESSION-ID", description = "As 'usher sessions' prints it.")
        private @Nullable String session;

        @ArgGroup(exclusive = false)
        private @Nullable User user;
    }

    private static final class User {

        @Option(names = "--user", required = true, paramLabel = "USER", description = "As the middleware names it.")
        private String name;

        @Option(
                names = "--backend",
                required = true,
                paramLabel = "NAME",
                description = "The backend that knows the user.")
        private String backend;
    }

    /** Checked here so that a slip of the pen is told before anything is asked. */
    private static final class BanTime implements ITypeConverter<String> {

        @Override
        public @Nullable String convert(String text) {
            try {
                Duration checked = Durations.parse(text);
                return checked.isZero() ? null : text;
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' " + e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        ManagementClient management = ManagementClient.of(configFile.in(Installation.current()));
        String query = ban == null ? "" : "?ban=" + ban;
        if (target.session != null) {
            management.ask("DELETE", "/sessions/" + ManagementClient.encode(target.session) + query, "");
            return ended(1);
        }
        User named = Objects.requireNonNull(target.user);
        String user = "/users/" + ManagementClient.encode(named.backend) + '/' + ManagementClient.encode(named.name);
        return ended(management
                .ask("DELETE", user + "/sessions" + query, "ended")
                .json()
                .get("ended")
                .intValue());
    }

    /** Nobody ended and nobody banned is nothing done. */
    private int ended(int sessions) {
        String banned = ban == null ? "" : ", banned for " + ban;
        spec.commandLine().getOut().println("ended " + Count.of(sessions, "session") + banned);
        return sessions == 0 && ban == null ? 1 : 0;
    }
}
