package tv.usher.daemon.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** One line that writes over itself, for a person who waits; nothing where standard error isn't a terminal. */
record ProgressLine(PrintWriter err, Duration lasting, boolean shown) implements Load.Progress {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final String TO_ITS_BEGINNING = "\r\033[K";

    static ProgressLine on(PrintWriter err, Duration lasting) {
        return new ProgressLine(err, lasting, isTerminal());
    }

    /** Java itself only tells about standard input and output together. */
    private static boolean isTerminal() {
        try {
            Path device = Files.readSymbolicLink(STANDARD_ERROR);
            return device.startsWith("/dev/pts") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Override
    public void tell(long seconds, long questions, long errors, long p99Nanos) {
        write(TO_ITS_BEGINNING + seconds + "s of " + lasting.toSeconds() + "s  questions " + LoadTable.number(questions)
                + "  errors " + LoadTable.number(errors) + "  p99 " + LoadTable.millis(p99Nanos));
    }

    void clear() {
        write(TO_ITS_BEGINNING);
    }

    private void write(String text) {
        if (shown) {
            err.print(text);
            err.flush();
        }
    }
}
