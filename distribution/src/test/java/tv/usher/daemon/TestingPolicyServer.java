package tv.usher.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tv.usher.api.QueryString;

/** A service whose verdicts stand in its answers' bodies. It remembers what it was asked. */
final class TestingPolicyServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Function<Asked, Said> rules;
    private final LoopbackServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** One request. */
    record Asked(String head, String body) {

        String method() {
            return head.substring(0, head.indexOf(' '));
        }

        String target() {
            return head.split(" ", 3)[1];
        }

        /** Of the query; empty if it isn't there. */
        String parameter(String name) {
            String target = target();
            int query = target.indexOf('?');
            return query < 0
                    ? ""
                    : QueryString.of(target.substring(query + 1)).first(name).orElse("");
        }

        /** Of the JSON body; empty if it isn't there. */
        String at(String pointer) {
            try {
                JsonNode body = JSON.readTree(this.body);
                return body.at(pointer).asText();
            } catch (JsonProcessingException e) {
                return "";
            }
        }
    }

    record Said(int status, String body) {

        static Said json(String body) {
            return new Said(200, body);
        }
    }

    private TestingPolicyServer(Function<Asked, Said> rules) throws IOException {
        this.rules = rules;
        this.server = LoopbackServer.start(this::answerAll);
    }

    static TestingPolicyServer with(Function<Asked, Said> rules) throws IOException {
        return new TestingPolicyServer(rules);
    }

    int port() {
        return server.port();
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private void answerAll(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            String head = CallerConnection.readHead(in) + "\r\n";
            Matcher length = LENGTH.matcher(head);
            byte[] body = in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            Asked question = new Asked(head, new String(body, StandardCharsets.UTF_8));
            asked.add(question);
            Said said = rules.apply(question);
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            connection
                    .getOutputStream()
                    .write(("HTTP/1.1 " + said.status() + " Said\r\nContent-Length: " + bytes.length + "\r\n\r\n"
                                    + said.body())
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
