package tv.usher.engine.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import tv.usher.api.Endpoint;

/**
 * A middleware at the level of bytes, on a free loopback port. Every connection runs the same script on a thread of its own and is closed
 * when the script ends. Texts are ISO-8859-1, so that one character is one byte.
 */
public final class TestingServer implements AutoCloseable {

    /** What one connection does. */
    @FunctionalInterface
    public interface Script {
        void serve(Connection connection) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final String scheme;
    private final Thread acceptor;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final List<String> questions = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger closedByClient = new AtomicInteger();

    private TestingServer(ServerSocketFactory factory, String scheme, Script script) {
        this(factory, InetAddress.getLoopbackAddress(), 0, scheme, script);
    }

    private TestingServer(ServerSocketFactory factory, InetAddress address, int port, String scheme, Script script) {
        this.script = script;
        this.scheme = scheme;
        try {
            this.listener = factory.createServerSocket(port, 200, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = start(this::accept);
    }

    public static TestingServer running(Script script) {
        return new TestingServer(ServerSocketFactory.getDefault(), "http", script);
    }

    /** With the certificate of the factory's context. */
    public static TestingServer runningTls(ServerSocketFactory factory, Script script) {
        return new TestingServer(factory, "https", script);
    }

    /** Gives the same answer to every question, on connections that are kept. */
    public static TestingServer answering(String answer) {
        return running(connection -> {
            while (connection.readQuestion() != null) {
                connection.write(answer);
            }
        });
    }

    /** The same at another address of this machine, at the same port. */
    public TestingServer twin(InetAddress address) {
        return new TestingServer(ServerSocketFactory.getDefault(), address, port(), scheme, script);
    }

    /** Gives the same answer to one question and closes. */
    public static TestingServer answeringOnce(String answer) {
        return running(connection -> {
            connection.readQuestion();
            connection.write(answer);
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                accepted.incrementAndGet();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            script.serve(new Connection(socket));
        } catch (IOException e) {
            // the client went away in the middle of the script
        } finally {
            sockets.remove(socket);
        }
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "testing-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public Endpoint endpoint() {
        return endpoint("localhost", "/check");
    }

    public Endpoint endpoint(String host, String pathAndQuery) {
        return Endpoint.of(URI.create(scheme + "://" + host + ":" + port() + pathAndQuery));
    }

    /** Request heads as they came, with their line ends. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    public int connections() {
        return accepted.get();
    }

    /** How many connections nobody has closed. */
    public int openConnections() {
        return sockets.size();
    }

    /** How many connections the client has closed or reset, as far as scripts read on. */
    public int closedByClient() {
        return closedByClient.get();
    }

    /** From now on new connections are refused; those that there are stay. */
    public void refuseMore() throws IOException {
        listener.close();
        try {
            acceptor.join(); // until then the kernel may still accept one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection, as a script sees it. */
    public final class Connection {

        private final Socket socket;

        private Connection(Socket socket) {
            this.socket = socket;
        }

        /** Null when the client has closed. */
        public String readQuestion() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            int matched = 0;
            while (matched < 4) {
                int b = read();
                if (b < 0) {
                    return null;
                }
                head.write(b);
                matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
            }
            String question = head.toString(StandardCharsets.ISO_8859_1);
            questions.add(question);
            return question;
        }

        /** The bytes behind a question, one character per byte. */
        public String readBody(int length) throws IOException {
            return new String(socket.getInputStream().readNBytes(length), StandardCharsets.ISO_8859_1);
        }

        /** Null when the client has closed, or has asked nothing for so long. */
        public String readQuestionWithin(Duration idle) throws IOException {
            socket.setSoTimeout((int) idle.toMillis());
            try {
                return readQuestion();
            } catch (SocketTimeoutException e) {
                return null;
            }
        }

        private int read() throws IOException {
            InputStream in = socket.getInputStream();
            try {
                int b = in.read();
                if (b < 0) {
                    closedByClient.incrementAndGet();
                }
                return b;
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                closedByClient.incrementAndGet();
                throw e;
            }
        }

        public void write(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        /** Says nothing more until the client closes. */
        public void hang() throws IOException {
            int b = 0;
            while (b >= 0) {
                b = read();
            }
        }

        /** Closes its half and waits until the client has noticed. */
        public void finish() throws IOException {
            closeHalf();
            hang();
        }

        /** Says nothing more, and that it does. */
        public void closeHalf() throws IOException {
            socket.shutdownOutput();
        }

        /** Writes the same again and again until the client closes. */
        public void drip(String drop, Duration pause) throws IOException {
            try {
                while (true) {
                    write(drop);
                    Thread.sleep(pause.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                closedByClient.incrementAndGet();
                throw e;
            }
        }

        /** Closes with a TCP reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
