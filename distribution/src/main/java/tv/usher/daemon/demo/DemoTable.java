package tv.usher.daemon.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks the daemon over HTTP and prints a line per question. */
final class DemoTable {

    private static final String ROW = "%-8s %-28s %-7s %-10s %s%n";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String usher;
    private final Middlewares middlewares;
    private final PrintWriter out;

    DemoTable(InetSocketAddress usher, Middlewares middlewares, PrintWriter out) {
        this.usher = "http://127.0.0.1:" + usher.getPort();
        this.middlewares = middlewares;
        this.out = out;
    }

    /**
     * @return true if every answer was the expected one
     */
    boolean print() throws IOException, InterruptedException {
        out.printf(ROW, "CALLER", "QUESTION", "ANSWER", "USER", "THE MIDDLEWARE WAS ASKED");
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
        String user = answer.headers().firstValue("X-Session-Name").orElse("");
        String asked = middlewares.takeQuestion();
        out.printf(ROW, question.caller(), question.about(), answer.statusCode(), user, asked);
        if (answer.statusCode() != question.expected()) {
            out.printf("         ^ expected %d%n", question.expected());
            return false;
        }
        return true;
    }
}
