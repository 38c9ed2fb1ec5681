package tv.usher.engine.exchange;

import java.net.SocketAddress;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.CallbackContribution;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection on its way: TCP, then TLS. It remembers the socket, since HttpClient lets go of it without closing when a handshake is
 * cancelled.
 */
final class Opening implements ConnectionInitiator {

    private final ConnectionInitiator reactor;
    private IOSession session;
    private Future<?> outcome;
    private boolean aborted;

    Opening(ConnectionInitiator reactor) {
        this.reactor = reactor;
    }

    @Override
    public Future<IOSession> connect(
            NamedEndpoint remote,
            SocketAddress remoteAddress,
            SocketAddress localAddress,
            Timeout timeout,
            Object attachment,
            FutureCallback<IOSession> callback) {
        return reactor.connect(
                remote,
                remoteAddress,
                localAddress,
                timeout,
                attachment,
                new CallbackContribution<IOSession>(callback) {
                    @Override
                    public void completed(IOSession connected) {
                        remember(connected);
                        callback.completed(connected);
                    }
                });
    }

    private synchronized void remember(IOSession connected) {
        session = connected;
        if (aborted) {
            connected.close(CloseMode.IMMEDIATE);
        }
    }

    synchronized void follow(Future<?> outcome) {
        this.outcome = outcome;
    }

    synchronized void abort() {
        aborted = true;
        if (outcome != null) {
            outcome.cancel(true);
        }
        if (session != null) {
            session.close(CloseMode.IMMEDIATE);
        }
    }
}
