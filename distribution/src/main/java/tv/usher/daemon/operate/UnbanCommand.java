package tv.usher.daemon.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Form;
import tv.usher.daemon.cli.Installation;
import tv.usher.daemon.cli.LogsNothing;
import tv.usher.daemon.cli.TextTable;

@Command(description = "End a ban, or all bans of a user: exit 0 if there was one, 1 if not.")
public final class UnbanCommand implements Callable<Integer>, LogsNothing {

    @Mixin
    private ConfigFile configFile;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Target target;

    @Spec
    private CommandSpec spec;

    private static final class Target {

        @Parameters(paramLabel = "BAN-ID", description = "As 'usher bans' prints it.")
        private @Nullable String id;

        @ArgGroup(exclusive = false)
        private @Nullable User user;

        String path() {
            return id != null
                    ? "/bans/" + Form.encode(id)
                    : "/bans?" + Objects.requireNonNull(user).query();
        }
    }

    private static final class User {

        @Option(names = "--user", required = true, paramLabel = "USER", description = "As the middleware names it.")
        private String name;

        @Option(
                names = "--backend",
                paramLabel = "NAME",
                description = "The backend that knows the user; needed if bans of that name are of several.")
        private @Nullable String backend;

        String query() {
            return new Form().with("user", name).with("backend", backend).toString();
        }
    }

    @Override
    public Integer call() throws Exception {
        ManagementClient daemon = ManagementClient.of(configFile.in(Installation.current()));
        JsonNode ended = daemon.ask("DELETE", target.path(), "ended").json();
        ended.get("bans")
                .forEach(ban -> spec.commandLine()
                        .getOut()
                        .println("no longer banned: "
                                + TextTable.shown(ban.path("what").asText())));
        return 0;
    }
}
