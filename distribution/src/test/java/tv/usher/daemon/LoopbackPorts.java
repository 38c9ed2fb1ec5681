package tv.usher.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Assumptions;

/** Ports for programs that can't choose one themselves. */
final class LoopbackPorts {

    private LoopbackPorts() {}

    static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Skips the test if something listens there. */
    static void assumeFree(int... ports) {
        for (int port : ports) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            } catch (IOException e) {
                Assumptions.abort("port " + port + " is taken by another program");
            }
        }
    }
}
