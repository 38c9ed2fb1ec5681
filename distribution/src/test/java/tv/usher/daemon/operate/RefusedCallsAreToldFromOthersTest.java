package tv.usher.daemon.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import tv.usher.api.Action;
import tv.usher.daemon.call.CallerKind;
import tv.usher.daemon.call.ViewerRequest;
import tv.usher.daemon.call.ViewerUrl;
import tv.usher.daemon.call.WhyRefused.RefusedCall;

/** After a refused call, {@code usher call} tells why this one was refused, and never why another viewer was. */
class RefusedCallsAreToldFromOthersTest {

    private static final Instant ASKED = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant ANSWERED = ASKED.plusMillis(20);
    private static final String CLIENT = "203.0.113.7";

    @TempDir
    private Path folder;

    /** The newest first, as the API has them. */
    private final List<ObjectNode> decisions = new ArrayList<>();

    private HttpServer daemon;

    @BeforeEach
    void listen() throws Exception {
        daemon = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        daemon.createContext("/api/decisions", call -> {
            String query = call.getRequestURI().getQuery();
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            decisions.stream()
                    .filter(one -> !query.contains("client=")
                            || query.contains("client=" + one.get("client").asText() + "&"))
                    .forEach(found::add);
            byte[] answer = ("{\"decisions\":" + found + ",\"cuts\":[]}").getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, answer.length);
            call.getResponseBody().write(answer);
            call.close();
        });
        daemon.start();
    }

    @AfterEach
    void stop() {
        daemon.stop(0);
    }

    private ObjectNode refused(CallerKind caller, String client, String channel, String why) {
        ObjectNode decision = JsonNodeFactory.instance
                .objectNode()
                .put("at", ASKED.plusMillis(10).toString())
                .put("answer", "deny")
                .put("verdict", "deny")
                .put("rule", "everyone")
                .put("reason", "denied")
                .put("why", why)
                .put("backend", "own")
                .put("dialect", caller.toString())
                .put("caller", "127.0.0.1")
                .put("client", client)
                .put("action", "play")
                .put("session", "")
                .put("channel", channel)
                .put("user", "")
                .put("unnamed", false)
                .put("millis", 3);
        decisions.add(decision);
        return decision;
    }

    private String told(CallerKind caller) throws Exception {
        Path file = Files.writeString(
                folder.resolve("usher.yaml"),
                "management: {listen: 127.0.0.1:%d}\n"
                        .formatted(daemon.getAddress().getPort()));
        ViewerRequest viewer = new ViewerRequest(
                ViewerUrl.parse("http://live.example.com/live/sport1?token=1"), CLIENT, "VLC", "1", Action.PLAY);
        return String.join(
                "\n",
                new LastRefusal()
                        .lines(
                                file,
                                new RefusedCall(caller, viewer, ASKED, ANSWERED),
                                new CommandLine(CommandSpec.create())));
    }

    @Test
    void byTheViewersAddress() throws Exception {
        refused(CallerKind.NGINX, "", "", "another one's");
        refused(CallerKind.NGINX, CLIENT, "/live/sport1", "this one's");

        assertThat(told(CallerKind.NGINX))
                .startsWith("as 'usher why --client " + CLIENT + "' tells:")
                .contains("this one's");
    }

    @Test
    void byTheChannelWhereTheCallerTellsNoAddress() throws Exception {
        refused(CallerKind.ANTMEDIA, "", "sport2", "another one's");
        refused(CallerKind.ANTMEDIA, "", "sport1", "this one's");

        assertThat(told(CallerKind.ANTMEDIA))
                .startsWith("as 'usher why' tells:")
                .contains("this one's")
                .doesNotContain("another one's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NGINX", "ANTMEDIA", "SRS"})
    void byTheDialectWhereTheCallCouldNotBeRead(CallerKind caller) throws Exception {
        refused(CallerKind.ENVOY, "", "", "another one's");
        refused(caller, "", "", "this one's");

        assertThat(told(caller)).contains("this one's").doesNotContain("another one's");
    }

    @Test
    void alsoWhereTheDaemonDoesNotSpeakTheDialect() throws Exception {
        refused(CallerKind.OME, "", "", "isn't spoken without dialects.ome.secret")
                .put("dialect", "not spoken");

        assertThat(told(CallerKind.OME)).contains("isn't spoken without dialects.ome.secret");
    }

    @ParameterizedTest
    @CsvSource({"-1, deny", "21, deny", "10, allow"})
    void byTheTimeAndTheAnswer(int millis, String answer) throws Exception {
        refused(CallerKind.NGINX, CLIENT, "/live/sport1", "another one's")
                .put("at", ASKED.plusMillis(millis).toString())
                .put("answer", answer);

        assertThat(told(CallerKind.NGINX)).doesNotContain("another one's");
    }

    @Test
    void otherwiseWhatMayBeWrongIsNamed() throws Exception {
        refused(CallerKind.NGINX, "203.0.113.9", "/live/sport1", "another one's");
        refused(CallerKind.NGINX, "", "/live/sport1", "another one's");
        refused(CallerKind.ENVOY, "", "", "another one's");

        assertThat(told(CallerKind.NGINX))
                .startsWith("the daemon of ")
                .contains("no record of this refusal", "another daemon", "trusted-callers", "recent-decisions")
                .doesNotContain("another one's");
    }
}
