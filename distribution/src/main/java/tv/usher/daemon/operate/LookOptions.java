package tv.usher.daemon.operate;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tv.usher.daemon.cli.ConfigFile;
import tv.usher.daemon.cli.Installation;

/** What commands have in common that show what the running daemon knows: for people or as JSON, once or again and again. */
final class LookOptions {

    @Mixin
    private ConfigFile configFile;

    @Mixin
    private WatchOption watch;

    @Mixin
    private JsonOption json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints an answer for people. */
    interface Report {
        void print(ManagementClient.ApiAnswer answer, ManagementClient daemon) throws Exception;
    }

    /**
     * @param path   of the API, with its query
     * @param member that the answer must have
     * @return the exit status
     */
    int show(String path, String member, Report report) throws Exception {
        ManagementClient daemon = ManagementClient.of(configFile.in(Installation.current()));
        return watch.show(spec.commandLine(), () -> {
            ManagementClient.ApiAnswer answer = daemon.ask("GET", path, member);
            if (json.isWanted()) {
                spec.commandLine().getOut().println(answer.text());
            } else {
                report.print(answer, daemon);
            }
            return 0;
        });
    }
}
