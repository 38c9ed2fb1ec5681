package tv.usher.daemon.load;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeMap;
import tv.usher.daemon.call.Reading;

/** What came of a load, one thing a line. */
final class LoadTable {

    private final PrintWriter out;

    LoadTable(PrintWriter out) {
        this.out = out;
    }

    void print(LoadPlan plan, LoadResult result) {
        double seconds = plan.lasting().toMillis() / 1000.0;
        row("questions", number(result.questions()) + ", " + number(Math.round(result.questions() / seconds)) + "/s");
        row("viewings", number(result.viewings()));
        for (Reading.Meaning outcome : Reading.Meaning.values()) {
            row(outcome.name().toLowerCase(Locale.ROOT), number(result.outcome(outcome)));
        }
        row(
                "errors",
                number(result.errors().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()));
        new TreeMap<>(result.errors()).forEach((why, count) -> row("", number(count) + " " + why));
        if (result.waits() > 0) {
            row(
                    "waited",
                    number(result.waits()) + " for one of its own connections, " + millis(result.longestWait())
                            + " at most: with more --connections, latencies are Usher's alone");
        }
        row("p50", millis(result.p50()));
        row("p99", millis(result.p99()));
        row("p99.9", millis(result.p999()));
        row("max", millis(result.max()));
        row("seed", Long.toString(plan.seed()));
    }

    void row(String name, String value) {
        out.printf("%-11s %s%n", name, value);
        out.flush();
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }
}
