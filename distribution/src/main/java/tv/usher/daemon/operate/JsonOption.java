package tv.usher.daemon.operate;

import picocli.CommandLine.Option;

/** The {@code --json} of commands that print what the API answers. */
final class JsonOption {

    @Option(names = "--json", description = "Print the API's own answer.")
    private boolean wanted;

    boolean isWanted() {
        return wanted;
    }
}
