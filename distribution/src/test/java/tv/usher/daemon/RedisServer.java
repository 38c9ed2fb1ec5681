package tv.usher.daemon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real {@code redis-server} on a free loopback port, without a file: a restart forgets everything. */
final class RedisServer implements SharedRedis {

    private final Path program;
    private final int port;
    private RunningProgram running;

    private RedisServer(Path program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Waits until it listens; skips the test where there is no Redis. */
    static RedisServer start() throws IOException {
        RedisServer server = new RedisServer(RealPrograms.require("redis-server"), LoopbackPorts.free());
        server.startAgain();
        return server;
    }

    @Override
    public void startAgain() throws IOException {
        running = RunningProgram.start(new ProcessBuilder(
                                program.toString(),
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port),
                                "--save",
                                "",
                                "--appendonly",
                                "no")
                        .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile()))
                .readyWhen(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String address() {
        return "redis://127.0.0.1:" + port + "?timeout=30s";
    }

    /** {@code STOP}: it accepts connections and answers none. */
    void signal(String name) throws IOException, InterruptedException {
        running.signal(name);
    }

    @Override
    public void kill() throws InterruptedException {
        running.kill();
        running.close();
    }

    @Override
    public void close() {
        running.close();
    }
}
