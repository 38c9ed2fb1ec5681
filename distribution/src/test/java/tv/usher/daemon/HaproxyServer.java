package tv.usher.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real HAProxy of its own. */
final class HaproxyServer implements AutoCloseable {

    private final RunningProgram program;
    private final int port;

    private HaproxyServer(RunningProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /**
     * Waits until it listens; skips the test where there is no HAProxy.
     *
     * @param configuration {@code :8080} standing for its address, and {@code /etc/haproxy} for its folder
     * @param script        what it loads as {@code usher.lua}
     */
    static HaproxyServer start(Path folder, String configuration, MarkdownBlock script) throws IOException {
        String haproxy = RealPrograms.require("haproxy").toString();
        int port = LoopbackPorts.free();
        Files.writeString(folder.resolve("usher.lua"), script.text());
        Path file = Files.writeString(
                folder.resolve("haproxy.cfg"),
                configuration.replace(":8080", "127.0.0.1:" + port).replace("/etc/haproxy", folder.toString()));
        ProcessBuilder builder = new ProcessBuilder(haproxy, "-db", "-f", file.toString());
        return new HaproxyServer(
                RunningProgram.start(builder).readyWhen(() -> CallerConnection.isAccepted(port)), port);
    }

    int port() {
        return port;
    }

    /** Asks on a connection of its own, as a viewer. */
    CallerConnection.Answer get(String target, String... headers) throws IOException {
        try (CallerConnection viewer = CallerConnection.to(port)) {
            return viewer.ask(target, headers);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
