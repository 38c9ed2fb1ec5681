package tv.usher.daemon.operate;

import picocli.CommandLine.Option;

/** The {@code --limit} of commands that print a list. */
final class LimitOption {

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 1000; ${DEFAULT-VALUE} if left out.")
    private int limit;

    String text() {
        return Integer.toString(limit);
    }
}
