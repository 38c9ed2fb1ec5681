package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What viewers meet at an edge that is set up as its page says, with a middleware that lets the token 123 in. */
record EdgeContract(CallerPage page, Path folder, PhpServer middleware) {

    /** The path of a file with this text, which the edge has. */
    static final String SEGMENT = "/live/one/seg-1.ts";

    static final String TEXT = "a segment";

    private static final String ALLOWED = SEGMENT + "?token=123";
    private static final String DENIED = SEGMENT + "?token=124";
    private static final String AGENT = "User-Agent: Mozilla/5.0 (KHTML, like Gecko)";

    /** A viewer's way to the edge. */
    interface Edge {
        CallerConnection.Answer get(String target, String... headers) throws IOException;
    }

    /** Tries all of it, while Usher is there, when it was killed, and when it is back. */
    void requireOf(Edge edge) throws Exception {
        Path configuration = page.writeConfiguration(folder, middleware.address());
        try (UsherProcess usher = UnpackedUsher.built().start(configuration)) {
            assertTokenDecides(edge);
            assertMiddlewareIsToldTheTruth();

            usher.kill();

            assertThat(edge.get(ALLOWED, AGENT).status()).isEqualTo(503);
        }
        try (UsherProcess back = UnpackedUsher.built().start(configuration)) {
            assertTokenDecides(edge);
            assertThat(back.stop()).isZero();
        }
    }

    private static void assertTokenDecides(Edge edge) throws IOException {
        assertThat(edge.get(ALLOWED, AGENT, "X-Real-IP: 203.0.113.7"))
                .satisfies(allowed -> assertThat(allowed.status()).isEqualTo(200))
                .satisfies(allowed -> assertThat(allowed.body()).isEqualTo(TEXT));
        assertThat(edge.get(SEGMENT, AGENT).status()).as("of the same viewing").isEqualTo(200);
        assertThat(edge.get(SEGMENT).status()).as("of another player").isEqualTo(403);
        for (String elsewhere :
                List.of("/live/two/seg-1.ts", "/live/one/../two/seg-1.ts", "/live/one/%2e%2e/two/seg-1.ts")) {
            assertThat(edge.get(elsewhere, AGENT).status()).as(elsewhere).isEqualTo(403);
        }
        assertThat(edge.get(DENIED, AGENT).status()).isEqualTo(403);
    }

    private void assertMiddlewareIsToldTheTruth() {
        middleware.awaitLog(
                "Real IP: 127.0.0.1\n",
                "Real Path: " + SEGMENT + "\n",
                "Real Origin: http://usher\n",
                "Real UA: Mozilla/5.0 (KHTML, like Gecko)\n");
        assertThat(middleware.log()).doesNotContain("203.0.113.7");
    }
}
