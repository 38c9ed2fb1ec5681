package tv.usher.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A middleware that knows its viewers by name: {@code token=u17} is user 17, and every other token is denied. It may die and come back. */
final class NamingMiddleware implements AutoCloseable {

    /** More than this, nobody can put into one header that is still read. */
    static final int LONGEST = 6000;

    private static final Pattern TOKEN = Pattern.compile("[?&]token=u([0-9]+)[& ]");

    private static final String DENIAL = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

    private final Map<String, String> names;
    private volatile LoopbackServer server;

    private NamingMiddleware(Map<String, String> names) throws IOException {
        this.names = names;
        this.server = LoopbackServer.start(this::answerAll);
    }

    /**
     * @param names by user; who isn't there is called {@code Viewer} and the number
     */
    static NamingMiddleware of(Map<String, String> names) throws IOException {
        return new NamingMiddleware(names);
    }

    String address() {
        return server.address();
    }

    void die() {
        server.close();
    }

    void comeBack() throws IOException {
        server = LoopbackServer.start(new ServerSocket(), server.port(), this::answerAll);
    }

    private void answerAll(Socket connection) throws IOException {
        connection.setTcpNoDelay(true);
        InputStream in = connection.getInputStream();
        while (true) {
            Matcher token = TOKEN.matcher(CallerConnection.readHead(in));
            String answer = token.find() ? allow(token.group(1)) : DENIAL;
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String allow(String user) {
        String name = names.getOrDefault(user, "Viewer " + user);
        return "HTTP/1.1 200 OK\r\nX-UserId: " + user + "\r\nX-Session-Name: " + name
                + "\r\nX-AuthDuration: 36000\r\nX-Max-Sessions: 2\r\nContent-Length: 0\r\n\r\n";
    }

    @Override
    public void close() {
        server.close();
    }
}
