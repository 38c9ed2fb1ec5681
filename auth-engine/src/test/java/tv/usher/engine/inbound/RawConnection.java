package tv.usher.engine.inbound;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A caller that sends exactly the bytes it is told to, one per character, and reads answers one by one. */
public final class RawConnection implements AutoCloseable {

    private static final int LONG_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    public static RawConnection to(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LONG_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(address, LONG_MILLIS);
        return new RawConnection(socket);
    }

    /** By TLS, after a handshake that came to its end. */
    static RawConnection to(InetSocketAddress address, SSLContext tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(address.getAddress(), address.getPort());
        socket.setSoTimeout(LONG_MILLIS);
        socket.startHandshake();
        return new RawConnection(socket);
    }

    /** From another address of loopback. */
    public static RawConnection from(String local, InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LONG_MILLIS);
        socket.bind(new InetSocketAddress(local, 0));
        socket.connect(address, LONG_MILLIS);
        return new RawConnection(socket);
    }

    /** Whose system keeps little for a reader that doesn't read. */
    static RawConnection withSmallBuffer(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(LONG_MILLIS);
        socket.setReceiveBufferSize(8192);
        socket.connect(address, LONG_MILLIS);
        return new RawConnection(socket);
    }

    public RawConnection send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends what the listener may refuse to read to its end. */
    RawConnection sendLeniently(String bytes) {
        try {
            return send(bytes);
        } catch (IOException e) { // refused midway: what it answered, if it did, can still be read
            return this;
        }
    }

    /** The next answer, whose body has the length that it says. */
    public RawResponse answer() throws IOException {
        String head = head();
        RawResponse answer = new RawResponse(head, "");
        int length = Integer.parseInt(answer.header("content-length").orElse("0"));
        return new RawResponse(head, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The next answer to a HEAD, which has no body whatever length it says. */
    public RawResponse answerToHead() throws IOException {
        return new RawResponse(head(), "");
    }

    private String head() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("closed after: " + head);
            }
            head.append((char) c);
        }
        return head.toString();
    }

    /** True once the listener has closed the connection and nothing more came before. */
    public boolean isClosedByListener() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException e) { // a reset closes too
            return true;
        }
    }

    /** All that comes until the listener closes the connection, however it does. */
    String everything() throws IOException {
        StringBuilder everything = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                everything.append((char) c);
            }
        } catch (SocketException e) { // a reset closes too
            return everything.toString();
        }
        return everything.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
