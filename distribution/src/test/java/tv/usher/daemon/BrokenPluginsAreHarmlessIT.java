package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every broken backend that the contract kit knows, in one daemon beside a sound one. What the engine can see of a mistake ends one
 * question: nobody is let in by it, the log and a metric name the plugin, and others are answered meanwhile.
 *
 * <p>The engine can't tell these from a sound plugin, so only the contract finds them ({@link Held#NOT_SEEN}): one that takes a foreign or a
 * cut answer with status 200 for an allow (as long as the middleware denies a random viewer; where it greets that one too, nobody is let in),
 * one that writes a viewer's text into query, body, or a path of the configured server, one that rewrites the query or adds headers, one that
 * remembers viewers, one whose random viewers tell nothing, and one that waits for less than a second. It hides what the viewer showed, but neither what
 * the plugin made of that nor secrets of the configuration that a plugin writes into a reason.
 */
class BrokenPluginsAreHarmlessIT {

    private static final String PASSWORD = "s3cretpw";
    private static final String SECRET = "5e8f2c71";
    private static final String ALLOWED = "{\"ok\":1,\"user\":\"anna\",\"screens\":2}";

    /** What the engine does about a mistake. */
    private enum Held {
        /** It ends the question, and names the plugin. */
        SPOILED(503),
        /** What the plugin makes of it denies. */
        DENIED(403),
        /** Nothing: it isn't seen. */
        NOT_SEEN(200);

        private final int status;

        Held(int status) {
            this.status = status;
        }
    }

    /**
     * @param good what becomes of a viewer whom the middleware allows
     * @param path that the odd viewer plays
     * @param odd  the query of a viewer who shows the mistake
     */
    private record Mistake(String name, Held good, String path, String odd, Held held) {

        String backend() {
            return BrokenPlugins.backend(name);
        }

        boolean isSpoiled() {
            return good == Held.SPOILED || held == Held.SPOILED;
        }
    }

    private static Mistake token(String name, String odd, Held held) {
        return new Mistake(name, Held.NOT_SEEN, "/channel", "token=" + odd, held);
    }

    private static Mistake login(String name, String user, String password, Held held) {
        return new Mistake(name, Held.NOT_SEEN, "/channel", "username=" + user + "&password=" + password, held);
    }

    private static final List<Mistake> MISTAKES = List.of(
            token("ThrowsOnOddEscapes", "%5E", Held.SPOILED),
            token("ParsesNumbersTrustingly", "soon-1", Held.SPOILED),
            token("SaysNull", "strange-1", Held.SPOILED),
            token("AllowsEverySuccess", "nothing-1", Held.SPOILED),
            token("AbstainsAfterwards", "missing-1", Held.DENIED),
            token("Counts", "key-1", Held.DENIED),
            token("AddsAnUnderscoreTwin", "anna-1", Held.NOT_SEEN),
            token("AddsAHeaderUnannounced", "anna-2", Held.NOT_SEEN),
            new Mistake("AsksTheViewersHost", Held.NOT_SEEN, "/evil", "token=anna-3", Held.SPOILED),
            token("QuotesTheLocation", "moved-1", Held.DENIED),
            token("ShowsItsKey", "anna-4", Held.NOT_SEEN),
            token("QuotesTheBody", "wrong-1", Held.DENIED),
            token("AbstainsFromItsStranger", "anna-5", Held.NOT_SEEN),
            token("AlwaysHasTheSameStranger", "anna-6", Held.NOT_SEEN),
            new Mistake("AsksAnotherPath", Held.SPOILED, "/channel", "token=anna-7", Held.SPOILED),
            token("RewritesTheQuery", "anna-8&&x=%00", Held.NOT_SEEN),
            token("QuotesTheToken", "gone" + SECRET, Held.DENIED),
            login("ThrowsOnAnOddParameter", "anna-9", "%5E", Held.SPOILED),
            new Mistake("ThrowsOnAnOddSegment", Held.NOT_SEEN, "/.../x/y", "x=1", Held.SPOILED),
            login("TrustsTheNumbers", "retyped-1", PASSWORD, Held.SPOILED),
            login("AllowsAny200", "page-1", PASSWORD, Held.NOT_SEEN),
            login("AllowsACutAnswer", "cut-1", PASSWORD, Held.NOT_SEEN),
            login("RemembersTheLastRequest", "bert", PASSWORD, Held.DENIED),
            login("QuotesTheMessage", "wrong-2", PASSWORD, Held.DENIED),
            login("QuotesThePassword", "wrong-3", PASSWORD, Held.DENIED),
            login("QuotesItsKey", "key-2", PASSWORD, Held.DENIED),
            new Mistake("WritesThePathByHand", Held.SPOILED, "/channel", "username=../anna&password=x", Held.SPOILED),
            login("WritesTheQueryByHand", "anna-10", "x&admin=1", Held.NOT_SEEN),
            login("WritesJsonByHand", "anna-11", "x%22,%22admin%22:%221", Held.NOT_SEEN),
            login("HasASlowPattern", "anna-12", "a".repeat(60), Held.SPOILED),
            login("Sleeps", "busy-1", PASSWORD, Held.DENIED),
            login("AsksSomebodyElse", "anna-13", PASSWORD, Held.NOT_SEEN),
            login("DoesNotIdentifyStrangers", "anna-14", PASSWORD, Held.NOT_SEEN),
            login("HasOneStranger", "anna-15", PASSWORD, Held.NOT_SEEN));

    /** Status, headers and body by the word that a token or a user begins with; all others are denied. */
    private static final Map<String, String> SAYS = Map.ofEntries(
            Map.entry("anna", answer("200", "", ALLOWED)),
            Map.entry("bert", answer("200", "", ALLOWED)),
            Map.entry("soon", answer("200", "X-AuthDuration: soon\r\n", ALLOWED)),
            Map.entry("retyped", answer("200", "", ALLOWED.replace("2", "\"unlimited\""))),
            Map.entry("page", answer("200", "Content-Type: text/html\r\n", "<html>Back soon</html>")),
            Map.entry("cut", answer("200", "", "{\"ok\":1,\"us")),
            Map.entry("nothing", answer("204", "", "")),
            Map.entry("moved", answer("302", "Location: http://portal.example.com/?key=1\r\n", "")),
            Map.entry("missing", answer("404", "", "")),
            Map.entry("key", answer("401", "", "")),
            Map.entry("gone", answer("410", "", "")),
            Map.entry("busy", answer("503", "", "")),
            Map.entry("strange", answer("999", "", "")));

    private static final String DENIAL = answer("403", "", "{\"ok\":0,\"message\":\"" + "wrong ".repeat(100) + "\"}");
    private static final Pattern WORD = Pattern.compile("(?:token=|/users/)([a-z]+)");

    @TempDir
    private Path folder;

    @Test
    void andEachIsNamed() throws Exception {
        // Given
        assertThat(MISTAKES).extracting(Mistake::name).containsExactlyInAnyOrderElementsOf(BrokenPlugins.all());
        UnpackedUsher usher = UnpackedUsher.built().copyTo(folder.resolve("usher"));
        BrokenPlugins.installIn(usher);
        try (LoopbackServer middleware = LoopbackServer.start(BrokenPluginsAreHarmlessIT::answerAll);
                LoopbackServer page = LoopbackServer.start(BrokenPluginsAreHarmlessIT::greetAll);
                UsherProcess daemon = usher.start(ConfigText.write(folder, config(middleware, page)));
                CallerConnection others = CallerConnection.to(daemon.callers());
                CallerConnection stalled = CallerConnection.to(daemon.callers())) {
            // When one plugin takes the thread of its caller for seconds
            Mistake slow = MISTAKES.stream()
                    .filter(it -> it.name().equals("HasASlowPattern"))
                    .findFirst()
                    .orElseThrow();
            stalled.send("/cesbo?" + slow.odd(), about(slow, slow.path()));

            // Then
            int viewer = 100;
            for (Mistake mistake : MISTAKES) {
                String good = "token=anna-%d&username=anna-%d&password=%s".formatted(++viewer, viewer, PASSWORD);
                assertThat(others.ask("/cesbo?" + good, about(mistake, "/good")).status())
                        .as("%s, a viewer who is allowed", mistake.name())
                        .isEqualTo(mistake.good().status);
                if (mistake != slow) {
                    assertThat(others.ask("/cesbo?" + mistake.odd(), about(mistake, mistake.path()))
                                    .status())
                            .as(mistake.name())
                            .isEqualTo(mistake.held().status);
                }
                assertThat(others.ask("/cesbo?token=anna-" + ++viewer, "X-Real-Path: /sound/" + viewer)
                                .status())
                        .as("a viewer of the sound backend, beside %s", mistake.name())
                        .isEqualTo(200);
            }
            assertThat(stalled.read().status()).isEqualTo(slow.held().status);

            everyFaultIsNamed(daemon);
            daemon.awaitLog("has been at one task for a second");
            whereARandomViewerIsGreetedNobodyIsLetIn(daemon);
            assertThat(daemon.log()).noneMatch(line -> line.contains(PASSWORD) || line.contains(SECRET));
            assertThat(daemon.page("/api/decisions").body())
                    .contains("quotes-the-password", "quotes-the-token")
                    .doesNotContain(PASSWORD, SECRET);
        }
    }

    private static void everyFaultIsNamed(UsherProcess daemon) {
        for (Mistake mistake : MISTAKES) {
            String metric = "usher_plugin_faults_total{backend=\"" + mistake.backend() + "\"}";
            String line = "backend " + mistake.backend() + ": plugin ";
            if (mistake.isSpoiled()) {
                daemon.awaitLog(
                        line,
                        lines -> lines.stream().allMatch(it -> it.contains("nobody is let in by that"))
                                && !lines.isEmpty());
                await(metric).pollDelay(Duration.ZERO).until(() -> daemon.metric(metric) > 0);
            } else {
                assertThat(daemon.log()).noneMatch(it -> it.contains(line));
                assertThat(daemon.metric(metric)).as(metric).isZero();
            }
        }
    }

    private static void whereARandomViewerIsGreetedNobodyIsLetIn(UsherProcess daemon) throws IOException {
        assertThat(daemon.ask("/cesbo?username=page-2&password=x", "X-Real-Path: /greeting/channel")
                        .status())
                .isEqualTo(503);
        daemon.awaitLog("it lets a random token in");
    }

    private static String config(LoopbackServer middleware, LoopbackServer page) throws IOException {
        StringBuilder backends = new StringBuilder();
        StringBuilder access = new StringBuilder();
        for (Mistake mistake : MISTAKES) {
            backends.append(backend(mistake.backend(), middleware, mistake.name()));
            access.append(rule(mistake.backend()));
        }
        return """
                on-unavailable: error
                inbound: {threads: 2}
                backends:
                  sound: {type: http, address: "%s/check"}
                %s%saccess:
                %s%s%s""".formatted(
                        middleware.address(),
                        backends,
                        backend("greeting", page, "AllowsAny200"),
                        access,
                        rule("sound"),
                        rule("greeting"));
    }

    private static String backend(String name, LoopbackServer middleware, String mistake) throws IOException {
        return "  %s: {type: broken, address: \"%s/api?key=hidden\", mistake: '%s', timeout: 30s}%n"
                .formatted(name, middleware.address(), BrokenPlugins.classOf(mistake));
    }

    private static String rule(String backend) {
        return "  - {when: {path: [\"/%s/**\"]}, ask: [%s]}%n".formatted(backend, backend);
    }

    private static String[] about(Mistake mistake, String path) {
        String host = path.equals("/evil") ? "evil.example.com" : "198.51.100.1";
        return new String[] {"X-Real-Path: /" + mistake.backend() + path, "X-Real-Host: " + host};
    }

    private static String answer(String status, String headers, String body) {
        String length = status.equals("204") ? "" : "Content-Length: " + body.length() + "\r\n";
        return "HTTP/1.1 " + status + " Said\r\n" + headers + length + "\r\n" + body;
    }

    private static void answerAll(Socket connection) throws IOException {
        converse(connection, head -> {
            Matcher word = WORD.matcher(head);
            return word.find() ? SAYS.getOrDefault(word.group(1), DENIAL) : DENIAL;
        });
    }

    private static void greetAll(Socket connection) throws IOException {
        converse(connection, head -> SAYS.get("page"));
    }

    private interface Answers {
        String to(String head);
    }

    private static void converse(Socket connection, Answers answers) throws IOException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            String head = CallerConnection.readHead(in);
            Matcher length = Pattern.compile("(?i)\r\nContent-Length: (\\d+)").matcher(head);
            in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            connection.getOutputStream().write(answers.to(head).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
