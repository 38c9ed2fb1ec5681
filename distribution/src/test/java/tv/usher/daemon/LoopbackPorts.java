package tv.usher.daemon;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.core.ConditionTimeoutException;

/** Ports for programs that can't choose one themselves. */
final class LoopbackPorts {

    /** A program of an earlier test may be ending. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The ports of the shipped configuration and of the README's example; for JUnit's {@code ResourceLock}. */
    static final String OF_THE_DOCS = "ports of the docs";

    /** Below those that the system gives to whoever connects or wants any port, so that none of them takes it meanwhile. */
    private static final int FIRST = 10_000;

    private static final int END = 32_000;
    private static final int TRIES = 100;

    private LoopbackPorts() {}

    static int free() throws IOException {
        return ThreadLocalRandom.current()
                .ints(TRIES, FIRST, END)
                .filter(LoopbackPorts::isFree)
                .findFirst()
                .orElseThrow(() -> new IOException("no free port"));
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
