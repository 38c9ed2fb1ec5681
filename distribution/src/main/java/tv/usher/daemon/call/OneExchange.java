package tv.usher.daemon.call;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import tv.usher.api.Header;
import tv.usher.daemon.cli.TlsClient;
import tv.usher.engine.net.HostPort;

/**
 * A question over a connection of its own. A client library would add headers, refuse others and tidy up the target; callers don't, so this
 * writes the bytes itself.
 */
public final class OneExchange {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int MOST_BYTES = 65_536;
    private static final String END_OF_HEAD = "\r\n\r\n";

    private OneExchange() {}

    /**
     * @param tls none for plain HTTP
     * @throws IOException if nobody answers, or not in HTTP; the message is for operators
     */
    public static CallerAnswer ask(HostPort usher, Optional<TlsClient> tls, CallerRequest request) throws IOException {
        try (Socket plain = new Socket()) {
            plain.connect(usher.toSocketAddress(), CONNECT_MILLIS);
            plain.setSoTimeout(ANSWER_MILLIS);
            Socket socket = tls.isPresent() ? tls.get().over(plain) : plain;
            socket.getOutputStream().write(request.bytes(usher.toString()));
            return read(new BufferedInputStream(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer in time", e);
        } catch (SSLException e) {
            throw new IOException("no TLS: " + e.getMessage(), e);
        }
    }

    private static CallerAnswer read(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n");
        List<Header> headers = new ArrayList<>();
        int length = 0;
        try {
            for (int i = 1; i < lines.length; i++) {
                String[] header = lines[i].split(":", 2);
                headers.add(new Header(header[0], header[1].strip()));
                if (header[0].equalsIgnoreCase("Content-Length")) {
                    length = Integer.parseInt(header[1].strip());
                }
            }
            int status = Integer.parseInt(lines[0].split(" ")[1]);
            byte[] body = in.readNBytes(Math.min(length, MOST_BYTES));
            return new CallerAnswer(status, headers, new String(body, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException("what answers doesn't speak HTTP", e);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < END_OF_HEAD.length()) {
            int next = in.read();
            if (next < 0 || head.size() == MOST_BYTES) {
                throw new EOFException("the connection ended before the answer did");
            }
            head.write(next);
            matched = next == END_OF_HEAD.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1).strip();
    }
}
