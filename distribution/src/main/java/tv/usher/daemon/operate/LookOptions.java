package tv.usher.daemon.operate;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands have in common that show what is now, once or again and again. */
final class LookOptions {

    @Mixin
    private WatchOption watch;

    @Mixin
    private ApiOptions api;

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
        ManagementClient daemon = api.daemon();
        return watch.show(spec.commandLine(), () -> {
            ManagementClient.ApiAnswer answer = daemon.ask("GET", path, member);
            if (api.wantsJson()) {
                spec.commandLine().getOut().println(answer.text());
            } else {
                report.print(answer, daemon);
            }
            return 0;
        });
    }
}
