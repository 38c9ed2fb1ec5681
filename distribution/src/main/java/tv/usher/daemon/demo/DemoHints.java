package tv.usher.daemon.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
import tv.usher.daemon.cli.Installation;
import tv.usher.engine.Engine;

/** What to try next, in lines that fit a terminal of 80 columns and can be pasted into another one. */
final class DemoHints {

    private DemoHints() {}

    /**
     * @param file the daemon's configuration
     */
    static void print(Engine.Addresses addresses, Path file, Middlewares middlewares, PrintWriter out) {
        String usher = "http://127.0.0.1:" + addresses.callers().getPort();
        out.printf(
                """

                Try it yourself, while this runs (Ctrl-C ends it). In another terminal:

                  PATH="%1$s:$PATH"
                  DEMO=%2$s

                  usher sessions -c "$DEMO"
                  usher why -c "$DEMO" --answer deny
                  usher explain -c "$DEMO" --as alta "http://tv/live/one?token=guessed"

                  curl -i "%3$s/?token=%4$s"
                  curl -i "%3$s/?token=guessed"
                  curl -i "%3$s/nginx" -H 'X-Real-IP: 203.0.113.7' \\
                    -H "X-Original-URI: /live/seg-1.ts?token=%4$s"
                """,
                Installation.current().home().resolve("bin"),
                file,
                usher,
                middlewares.everyones().tokenInShell());
        if (middlewares.ministra().isPresent() || middlewares.smarty().isPresent()) {
            out.println("""

                    A Ministra token lives five seconds, a Smarty token is good for one question.
                    This gets a new one each time:
                    """);
            middlewares.ministra().ifPresent(ministra -> printCurl(usher, ministra, "/ministra/one", out));
            middlewares.smarty().ifPresent(smarty -> printCurl(usher, smarty, "/smarty/one", out));
        }
        out.printf("""

                What operators look at, and in a browser: http://127.0.0.1:%1$d/

                  curl http://127.0.0.1:%1$d/readyz
                  curl http://127.0.0.1:%1$d/metrics
                """, addresses.operators().getPort());
        out.flush();
    }

    private static void printCurl(String usher, StandIn standIn, String path, PrintWriter out) {
        out.printf("  curl -i -H 'X-Real-Path: %s' \\%n    \"%s/?token=%s\"%n", path, usher, standIn.tokenInShell());
    }
}
