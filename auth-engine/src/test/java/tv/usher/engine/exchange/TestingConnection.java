package tv.usher.engine.exchange;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.util.Timeout;

/** A connection to a backend that nobody is at the other end of: what is written is gone, and what comes is handed in by the test. */
final class TestingConnection implements ProtocolIOSession {

    private final Lock lock = new ReentrantLock();
    private final Queue<Command> commands = new ArrayDeque<>();
    private IOEventHandler handler;
    private int events;
    private Timeout timeout = Timeout.DISABLED;
    private Status status = Status.ACTIVE;
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean ended;

    @Override
    public IOEventHandler getHandler() {
        return handler;
    }

    @Override
    public void upgrade(IOEventHandler handler) {
        this.handler = handler;
    }

    @Override
    public Lock getLock() {
        return lock;
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        commands.add(command);
    }

    @Override
    public boolean hasCommands() {
        return !commands.isEmpty();
    }

    @Override
    public Command poll() {
        return commands.poll();
    }

    @Override
    public ByteChannel channel() {
        return this;
    }

    /** These bytes can be read next. */
    void come(byte[] bytes) {
        unread = ByteBuffer.wrap(bytes);
    }

    /** Nothing more comes. */
    void end() {
        ended = true;
    }

    @Override
    public int read(ByteBuffer to) {
        if (!unread.hasRemaining()) {
            return ended ? -1 : 0;
        }
        int length = Math.min(to.remaining(), unread.remaining());
        to.put(unread.slice(unread.position(), length));
        unread.position(unread.position() + length);
        return length;
    }

    boolean hasUnread() {
        return unread.hasRemaining();
    }

    @Override
    public int write(ByteBuffer bytes) {
        int length = bytes.remaining();
        bytes.position(bytes.limit());
        return length;
    }

    @Override
    public boolean isOpen() {
        return status == Status.ACTIVE;
    }

    @Override
    public Status getStatus() {
        return status;
    }

    @Override
    public void close() {
        status = Status.CLOSED;
    }

    @Override
    public void close(CloseMode mode) {
        close();
    }

    @Override
    public int getEventMask() {
        return events;
    }

    @Override
    public void setEventMask(int events) {
        this.events = events;
    }

    @Override
    public void setEvent(int event) {
        events |= event;
    }

    @Override
    public void clearEvent(int event) {
        events &= ~event;
    }

    @Override
    public Timeout getSocketTimeout() {
        return timeout;
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        this.timeout = timeout;
    }

    @Override
    public long getLastReadTime() {
        return 0;
    }

    @Override
    public long getLastWriteTime() {
        return 0;
    }

    @Override
    public long getLastEventTime() {
        return 0;
    }

    @Override
    public void updateReadTime() {}

    @Override
    public void updateWriteTime() {}

    @Override
    public SocketAddress getRemoteAddress() {
        return null;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return null;
    }

    @Override
    public NamedEndpoint getInitialEndpoint() {
        return null;
    }

    @Override
    public String getId() {
        return "testing";
    }

    @Override
    public TlsDetails getTlsDetails() {
        return null;
    }

    @Override
    public void startTls(
            SSLContext context,
            NamedEndpoint endpoint,
            SSLBufferMode mode,
            SSLSessionInitializer initializer,
            SSLSessionVerifier verifier,
            Timeout handshakeTimeout) {
        throw new UnsupportedOperationException();
    }
}
