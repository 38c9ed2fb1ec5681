package tv.usher.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import tv.usher.daemon.call.OneExchange;
import tv.usher.daemon.operate.ManagementClient;
import tv.usher.engine.net.HostPort;

/** Asks the daemon over HTTP and prints what came of each question, and why, in lines that fit a terminal of 80 columns. */
final class DemoTable {

    private static final int COLUMNS = 80;
    private static final String ROW = "%-8s %-27s %-6s %s";

    private final HostPort usher;
    private final LastDecision decision;
    private final Middlewares middlewares;
    private final PrintWriter out;

    DemoTable(HostPort usher, ManagementClient daemon, Middlewares middlewares, PrintWriter out) {
        this.usher = usher;
        this.decision = new LastDecision(daemon);
        this.middlewares = middlewares;
        this.out = out;
    }

    /**
     * @return true if every answer was the expected one
     */
    boolean print() throws IOException, InterruptedException {
        print(ROW.formatted("CALLER", "QUESTION", "ANSWER", "WHY"));
        boolean allAsExpected = true;
        for (DemoQuestion question : DemoQuestions.about(middlewares)) {
            allAsExpected &= ask(question);
        }
        out.flush();
        return allAsExpected;
    }

    private boolean ask(DemoQuestion question) throws IOException, InterruptedException {
        int status =
                OneExchange.ask(usher, Optional.empty(), question.request()).status();
        print(ROW.formatted(question.caller(), question.about(), status, decision.why()));
        String asked = middlewares.takeQuestion();
        if (!asked.equals(Middlewares.NOBODY)) {
            print("         asked " + asked);
        }
        if (status != question.expected()) {
            out.printf("         ^ expected %d%n", question.expected());
            return false;
        }
        return true;
    }

    private void print(String text) {
        String line = text.stripTrailing();
        out.println(line.length() <= COLUMNS ? line : line.substring(0, COLUMNS - 1) + '…');
    }
}
