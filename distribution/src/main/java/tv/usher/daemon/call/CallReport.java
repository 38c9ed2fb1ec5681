package tv.usher.daemon.call;

import java.io.PrintWriter;
import tv.usher.daemon.logging.ControlCharacters;
import tv.usher.engine.net.HostPort;

/** Request and answer as curl shows them, with {@code >} and {@code <}. */
final class CallReport {

    private final PrintWriter out;
    private final boolean showCookies;

    CallReport(PrintWriter out, boolean showCookies) {
        this.out = out;
        this.showCookies = showCookies;
    }

    void print(CallerRequest request, HostPort usher) {
        request.head(usher.toString()).forEach(line -> line('>', line));
        body('>', request.body());
    }

    void print(CallerAnswer answer) {
        line('<', Integer.toString(answer.status()));
        answer.headers().forEach(header -> {
            boolean hidden = !showCookies && header.name().equalsIgnoreCase("Set-Cookie");
            line('<', header.name() + ": " + (hidden ? "***" : header.value()));
        });
        body('<', answer.body());
    }

    private void body(char side, String body) {
        if (!body.isEmpty()) {
            line(side, "");
            body.lines().forEach(line -> line(side, line));
        }
        out.println();
    }

    private void line(char side, String text) {
        out.println((side + " " + ControlCharacters.escape(text)).stripTrailing());
    }
}
