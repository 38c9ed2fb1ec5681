package tv.usher.daemon.operate;

import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The {@code --watch} of commands that show what is now. */
final class WatchOption {

    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String EMPTY_SCREEN = "\033[H\033[2J";

    @Option(names = "--watch", description = "Show it again every two seconds, until Ctrl-C.")
    private boolean wanted;

    /** What is shown. */
    interface Look {

        /**
         * @return the exit status
         */
        int show() throws Exception;
    }

    /** Shows it once, or again and again; a daemon that is away for a while, at a restart perhaps, is waited for. */
    int show(CommandLine command, Look look) throws Exception {
        int status = wanted ? 0 : look.show();
        while (wanted) {
            if (command.getColorScheme().ansi().enabled()) {
                command.getOut().print(EMPTY_SCREEN);
            }
            try {
                look.show();
            } catch (ManagementClient.WrongArguments e) {
                throw e;
            } catch (IOException e) {
                command.getOut().println("usher: " + e.getMessage());
            }
            command.getOut().println();
            command.getOut().flush();
            Thread.sleep(EVERY.toMillis());
        }
        return status;
    }
}
