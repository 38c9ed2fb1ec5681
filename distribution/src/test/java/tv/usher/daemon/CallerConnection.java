package tv.usher.daemon;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection of a caller. What is sent is exactly what a test says, with no HTTP library in between that would tidy it up. */
final class CallerConnection implements AutoCloseable {

    private static final int EMPTY_LINE = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private final Socket socket;
    private final InputStream in;

    private CallerConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    static CallerConnection to(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) RunningProgram.PATIENCE.toMillis());
        return new CallerConnection(socket);
    }

    /** By TLS, after a handshake that came to its end. */
    static CallerConnection to(int port, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) RunningProgram.PATIENCE.toMillis());
        socket.startHandshake();
        return new CallerConnection(socket);
    }

    /** True if somebody listens there. */
    static boolean isAccepted(int port) throws IOException {
        try {
            to(port).close();
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /**
     * @param headers by name in any case; of several with one name the last
     */
    record Answer(int status, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Answer ask(String target, String... headers) throws IOException {
        send(target, headers);
        return read();
    }

    void send(String target, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Host:"))) {
            request.append("Host: usher\r\n");
        }
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        sendBytes(request.append("\r\n").toString());
    }

    /** One character per byte. */
    void sendBytes(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What the other side may refuse to read to its end. */
    void sendLeniently(String bytes) {
        try {
            sendBytes(bytes);
        } catch (IOException e) { // what it answered, if it did, can still be read
        }
    }

    /**
     * @throws EOFException if the connection ends before the answer does
     */
    Answer read() throws IOException {
        String[] head = readHead(in).split("\r\n");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            headers.put(
                    head[i].substring(0, colon), head[i].substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("body ended after " + body.length + " of " + length + " bytes");
        }
        return new Answer(Integer.parseInt(head[0].split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    /** True if the other side has ended the connection already. Only between answers. */
    boolean isClosedByPeer() throws IOException {
        int patience = socket.getSoTimeout();
        socket.setSoTimeout(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(patience);
        }
    }

    /** Up to the empty line and without it, one character per byte. */
    static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != EMPTY_LINE) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("connection ended after " + head.size() + " bytes of a head");
            }
            head.write(next);
            lastFour = lastFour << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
