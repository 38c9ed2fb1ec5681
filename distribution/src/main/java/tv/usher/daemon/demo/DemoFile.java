package tv.usher.daemon.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The demo's configuration, a file like any other one: the daemon reads it as {@code usher run} does, and so do commands while it runs. It is
 * gone when the demo is, also after Ctrl-C.
 */
record DemoFile(Path path) implements AutoCloseable {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;
    private static final int MOST_TRIES = 100;

    static DemoFile write(Middlewares middlewares) throws IOException {
        Path path = Files.createTempFile("usher-demo", ".yaml");
        path.toFile().deleteOnExit();
        try (ServerSocket callers = free();
                ServerSocket management = free()) {
            Files.writeString(path, middlewares.configuration(callers.getLocalPort(), management.getLocalPort()));
        }
        return new DemoFile(path);
    }

    /** Its port is free again once it is closed, and below those that the system gives to whoever connects meanwhile. */
    private static ServerSocket free() throws IOException {
        for (int tries = MOST_TRIES; ; tries--) {
            try {
                int port = ThreadLocalRandom.current().nextInt(FIRST, END);
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException e) {
                if (tries == 1) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
