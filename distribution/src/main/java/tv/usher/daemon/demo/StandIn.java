package tv.usher.daemon.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import tv.usher.api.QueryString;

/** A middleware's place on a loopback port. It remembers the last question, so that the table can show it. */
final class StandIn implements AutoCloseable {

    /** How one kind of middleware answers. */
    interface Rules {

        /**
         * @param token empty if there is none
         */
        Reply answer(String token);

        /** A token for the next {@code curl} to try. */
        String newToken();

        /** Whether a token is good for any question, at any time. */
        default boolean isTokenLasting() {
            return false;
        }
    }

    /** What a middleware answers: a status and headers, never a body. */
    record Reply(int status, Map<String, String> headers) {

        static Reply of(int status) {
            return new Reply(status, Map.of());
        }
    }

    private static final String NEW_TOKEN = "/new-token";

    private final HttpServer server;
    private final String path;
    private final Rules rules;
    private final AtomicReference<String> lastQuestion = new AtomicReference<>("");

    /**
     * @param path the only one that the middleware knows; without its last slash it redirects, as Django does
     */
    StandIn(String path, Rules rules) throws IOException {
        this.path = path;
        this.rules = rules;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Where a newcomer gets a token for a {@code curl}. */
    String tokenAddress() {
        return address() + NEW_TOKEN;
    }

    String newToken() {
        return rules.newToken();
    }

    boolean isTokenLasting() {
        return rules.isTokenLasting();
    }

    /** The token of a {@code curl} that can be tried at any time: itself, or how a shell gets a new one. */
    String tokenInShell() {
        return isTokenLasting() ? newToken() : "$(curl -s " + tokenAddress() + ")";
    }

    /** The request line's target of the last question, empty if there was none since the last call. */
    String takeQuestion() {
        return lastQuestion.getAndSet("");
    }

    private void handle(HttpExchange http) {
        try (http) {
            String asked = http.getRequestURI().getRawPath();
            if (asked.equals(NEW_TOKEN)) {
                byte[] token = rules.newToken().getBytes(StandardCharsets.US_ASCII);
                http.sendResponseHeaders(200, token.length);
                http.getResponseBody().write(token);
                return;
            }
            lastQuestion.set(http.getRequestURI().toString());
            Reply reply = reply(asked, http);
            reply.headers().forEach(http.getResponseHeaders()::set);
            http.sendResponseHeaders(reply.status(), -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Reply reply(String asked, HttpExchange http) {
        if (asked.equals(path)) {
            String query = Objects.requireNonNullElse(http.getRequestURI().getRawQuery(), "");
            return rules.answer(QueryString.of(query).only("token").orElse(""));
        }
        return (asked + "/").equals(path) ? new Reply(301, Map.of("Location", path)) : Reply.of(404);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
