package tv.usher.api.testing;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports for programs that can't choose one themselves, and ports where nobody listens. A port is never given twice, in whichever
 * process: who gets it holds the UDP port of the same number, which the system gives to one process alone and takes back when that ends.
 */
public final class LoopbackPorts {

    /** Below those that the system gives to whoever connects or wants any port, so that none of them takes it meanwhile. */
    private static final int FIRST = 10_000;

    private static final int END = 32_000;
    private static final int TRIES = 1_000;

    /** Kept until this process ends. */
    private static final Queue<DatagramSocket> RESERVED = new ConcurrentLinkedQueue<>();

    private LoopbackPorts() {}

    public static int free() throws IOException {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST, END)
                .filter(port -> isReserved(port) && isFree(port))
                .findFirst()
                .orElseThrow(() -> new IOException("no free port"));
    }

    /** Whether this call has reserved it. */
    private static boolean isReserved(int port) {
        try {
            return RESERVED.add(new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            return false; // another test's
        }
    }

    /** Whether no program listens there that has nothing to do with these tests, on whichever address. */
    private static boolean isFree(int port) {
        try {
            new ServerSocket(port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
