package tv.usher.daemon;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Middlewares that can't be asked, each in its own way. */
final class Troubles implements Closeable {

    private static final int TEN_MEGABYTES = 10 << 20;
    private static final int DRIP_MILLIS = 50;
    private static final String DENY = "HTTP/1.1 403 Forbidden\r\n";
    private static final String ALLOW = "HTTP/1.1 200 OK\r\n";

    private final List<Closeable> open = new ArrayList<>();
    private final Map<String, String> keysOfBackends = new LinkedHashMap<>();

    /**
     * @param folder for certificates
     */
    Troubles(Path folder) throws Exception {
        add("refused", refusingAddress());
        add("unresolvable", "http://name.invalid");
        add("hanging", connection -> Thread.sleep(Long.MAX_VALUE));
        add("hanging-in-body", connection -> {
            send(connection, ALLOW + "Content-Length: 100\r\n\r\nhalf");
            Thread.sleep(Long.MAX_VALUE);
        });
        add("dripping-head", connection -> {
            send(connection, ALLOW + "X-Drip: ");
            drip(connection);
        });
        add("dripping-body", connection -> {
            send(connection, ALLOW + "Content-Length: 60000\r\n\r\n");
            drip(connection);
        });
        add("cut-off", connection -> send(connection, ALLOW + "Content-Length: 100\r\n\r\nhalf"));
        add("reset", connection -> connection.setSoLinger(true, 0));
        add("endless-head", Troubles::sendTenMegabytesOfHeaders);
        add("garbage", connection -> send(connection, "\u0000\u0016\u0003\u0001 200 OK\r\n\r\n"));
        addTls(folder);
    }

    private void addTls(Path folder) throws Exception {
        TestingCertificate other = TestingCertificate.create(folder, "other", "dns:other.example.com");
        LoopbackServer wrongName = serve(LoopbackServer.start(other.unboundSocket(), Troubles::allow));
        add("tls-wrong-name", "https://127.0.0.1:%d, tls: {ca: %s}".formatted(wrongName.port(), other.pem()));

        TestingCertificate own = TestingCertificate.create(folder, "own", "ip:127.0.0.1");
        LoopbackServer unknownAuthority = serve(LoopbackServer.start(own.unboundSocket(), Troubles::allow));
        add("tls-unknown-authority", "https://127.0.0.1:" + unknownAuthority.port());
    }

    /** For each trouble the value of {@code address:} and what else its backend needs, in YAML's flow style. */
    Map<String, String> keysOfBackends() {
        return keysOfBackends;
    }

    private void add(String name, String keys) {
        keysOfBackends.put(name, keys);
    }

    private void add(String name, LoopbackServer.Behaviour afterTheQuestion) throws IOException {
        LoopbackServer server = serve(LoopbackServer.start(connection -> {
            CallerConnection.readHead(connection.getInputStream());
            afterTheQuestion.meet(connection);
        }));
        add(name, server.address());
    }

    private LoopbackServer serve(LoopbackServer server) {
        open.add(server);
        return server;
    }

    /** Bound, so that nobody else gets the port, and not listened on. */
    private String refusingAddress() throws IOException {
        Socket bound = new Socket();
        open.add(bound);
        bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return "http://127.0.0.1:" + bound.getLocalPort();
    }

    /** What an untroubled middleware would say. */
    static void allow(Socket connection) throws IOException {
        String head = CallerConnection.readHead(connection.getInputStream());
        send(connection, (TestingMiddleware.isCanary(head) ? DENY : ALLOW) + "Content-Length: 0\r\n\r\n");
    }

    private static void sendTenMegabytesOfHeaders(Socket connection) throws IOException {
        send(connection, ALLOW);
        String line = "X-Fill: " + "x".repeat(1000) + "\r\n";
        for (int sent = 0; sent < TEN_MEGABYTES; sent += line.length()) {
            send(connection, line);
        }
        send(connection, "Content-Length: 0\r\n\r\n");
    }

    private static void drip(Socket connection) throws IOException, InterruptedException {
        while (true) {
            send(connection, "x");
            Thread.sleep(DRIP_MILLIS);
        }
    }

    private static void send(Socket connection, String bytes) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
