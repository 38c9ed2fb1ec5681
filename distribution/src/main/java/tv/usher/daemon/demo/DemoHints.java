package tv.usher.daemon.demo;

import java.io.PrintWriter;
import tv.usher.engine.Engine;

/** What to try next. */
final class DemoHints {

    private DemoHints() {}

    static void print(Engine.Addresses addresses, Middlewares middlewares, PrintWriter out) {
        String usher = "http://127.0.0.1:" + addresses.callers().getPort();
        out.printf("""

                Try it yourself, while this runs (Ctrl-C ends it):

                  curl -i "%1$s/?token=%2$s"
                  curl -i "%1$s/?token=guessed"
                  curl -i "%1$s/nginx" -H 'X-Real-IP: 203.0.113.7' -H "X-Original-URI: /live/seg-1.ts?token=%2$s"
                """, usher, middlewares.everyones().tokenInShell());
        if (middlewares.ministra().isPresent() || middlewares.smarty().isPresent()) {
            out.println(
                    "\nA Ministra token lives five seconds, a Smarty token is good for one question; this gets a new one:\n");
            middlewares.ministra().ifPresent(ministra -> printCurl(usher, ministra, "/ministra/one", out));
            middlewares.smarty().ifPresent(smarty -> printCurl(usher, smarty, "/smarty/one", out));
        }
        out.printf("""

                For operators:

                  curl http://127.0.0.1:%1$d/readyz
                  curl http://127.0.0.1:%1$d/metrics
                """, addresses.operators().getPort());
        out.flush();
    }

    private static void printCurl(String usher, StandIn standIn, String path, PrintWriter out) {
        out.printf("  curl -i \"%s/?token=%s\" -H 'X-Real-Path: %s'%n", usher, standIn.tokenInShell(), path);
    }
}
