package tv.usher.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tv.usher.engine.Engine;

/** Asks the daemon over HTTP and prints what came of each question, and why, in lines that fit a terminal of 80 columns. */
final class DemoTable {

    private static final int COLUMNS = 80;
    private static final String ROW = "%-8s %-27s %-6s %s";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String usher;
    private final LastDecision decision;
    private final Middlewares middlewares;
    private final PrintWriter out;

    DemoTable(Engine.Addresses addresses, Middlewares middlewares, PrintWriter out) {
        this.usher = address(addresses.callers());
        this.decision = new LastDecision(client, address(addresses.operators()));
        this.middlewares = middlewares;
        this.out = out;
    }

    private static String address(InetSocketAddress listener) {
        return "http://127.0.0.1:" + listener.getPort();
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
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(usher + question.target())).timeout(Duration.ofSeconds(10));
        question.headers().forEach(request::header);
        HttpResponse<Void> answer = client.send(request.build(), HttpResponse.BodyHandlers.discarding());
        print(ROW.formatted(question.caller(), question.about(), answer.statusCode(), decision.why()));
        String asked = middlewares.takeQuestion();
        if (!asked.equals(Middlewares.NOBODY)) {
            print("         asked " + asked);
        }
        if (answer.statusCode() != question.expected()) {
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
