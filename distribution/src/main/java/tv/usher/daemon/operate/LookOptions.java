package tv.usher.daemon.operate;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What commands have in common that show what is now, once or again and again. */
final class LookOptions {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String EMPTY_SCREEN = "\033[H\033[2J";

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean watch;

    @Mixin
    private ApiOptions api;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Prints an answer for people. */
    interface Report {
        void print(ManagementClient.ApiAnswer answer, ManagementClient daemon) throws Exception;
    }

    /**
     * A daemon that is away for a while, at a restart perhaps, is waited for by who watches.
     *
     * @param path   of the API, with its query
     * @param member that the answer must have
     * @return the exit status
     */
    int show(String path, String member, Report report) throws Exception {
        ManagementClient daemon = api.daemon();
        PrintWriter out = spec.commandLine().getOut();
        while (watch) {
            if (spec.commandLine().getColorScheme().ansi().enabled()) {
                out.print(EMPTY_SCREEN);
            }
            try {
                print(daemon, path, member, report);
            } catch (ManagementClient.WrongArguments e) {
                throw e;
            } catch (IOException e) {
                out.println("usher: " + e.getMessage());
            }
            out.println();
            if (out.checkError()) { // nobody reads it any more
                return ExitCode.SOFTWARE;
            }
            Thread.sleep(EVERY.toMillis());
        }
        print(daemon, path, member, report);
        return 0;
    }

    private void print(ManagementClient daemon, String path, String member, Report report) throws Exception {
        ManagementClient.ApiAnswer answer = daemon.ask("GET", path, member);
        if (api.wantsJson()) {
            spec.commandLine().getOut().println(answer.text());
        } else {
            report.print(answer, daemon);
        }
    }
}
