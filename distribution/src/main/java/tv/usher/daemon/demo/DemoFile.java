package tv.usher.daemon.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The demo's configuration, a file like any other one: the daemon reads it as {@code usher run} does, and so do commands while it runs. It is
 * gone when the demo is, also after Ctrl-C.
 */
record DemoFile(Path path) implements AutoCloseable {

    static DemoFile write(Middlewares middlewares) throws IOException {
        Path path = Files.createTempFile("usher-demo", ".yaml");
        path.toFile().deleteOnExit();
        try (ServerSocket callers = free();
                ServerSocket management = free()) {
            Files.writeString(path, middlewares.configuration(callers.getLocalPort(), management.getLocalPort()));
        }
        return new DemoFile(path);
    }

    /** Its port is free again once it is closed, and the system gives it to nobody else for a while. */
    private static ServerSocket free() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
