package tv.usher.daemon.demo;

import java.io.PrintWriter;
import tv.usher.engine.Engine;

/** What to try next. */
final class DemoHints {

    private DemoHints() {}

    static void print(Engine.Addresses addresses, Middlewares middlewares, PrintWriter out) {
        String usher = "http://127.0.0.1:" + addresses.callers().getPort();
        out.printf(
                """

                Try it yourself, while this runs (Ctrl-C ends it):

                  curl -i "%1$s/?token=123"
                  curl -i "%1$s/?token=guessed"
                  curl -i "%1$s/nginx" -H 'X-Original-URI: /live/seg-1.ts?token=123' -H 'X-Real-IP: 203.0.113.7'

                A Ministra token lives five seconds, a Smarty token is good for one question; this gets a new one each time:

                  curl -i "%1$s/?token=$(curl -s %2$s)" -H 'X-Real-Path: /ministra/one'
                  curl -i "%1$s/?token=$(curl -s %3$s)" -H 'X-Real-Path: /smarty/one'

                For operators:

                  curl http://127.0.0.1:%4$d/readyz
                  curl http://127.0.0.1:%4$d/metrics
                """,
                usher,
                middlewares.ministra.tokenAddress(),
                middlewares.smarty.tokenAddress(),
                addresses.operators().getPort());
        out.flush();
    }
}
