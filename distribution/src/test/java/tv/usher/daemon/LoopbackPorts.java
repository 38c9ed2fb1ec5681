package tv.usher.daemon;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** Ports for programs that can't choose one themselves. */
final class LoopbackPorts {

    /** A program of an earlier test may be ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private LoopbackPorts() {}

    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** If another program listens there, the test that calls is skipped, or fails as with {@link RealPrograms}. */
    static void requireFree(int... ports) {
        for (int port : ports) {
            try {
                await().atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> isFree(port));
            } catch (ConditionTimeoutException e) {
                RealPrograms.missing("port " + port + " is taken by another program");
            }
        }
    }

    private static boolean isFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
