package tv.usher.engine.session.redis;

import static tv.usher.api.testing.Patience.await;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tv.usher.api.Secret;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real {@code redis-server} on a free loopback port, without a file; a restart forgets everything. Killed when closed. */
final class RedisServer implements SharedRedis {

    private final List<String> command;
    private final String scheme;
    private final int port;
    private Process process;

    private RedisServer(List<String> command, String scheme, int port) {
        this.command = command;
        this.scheme = scheme;
        this.port = port;
    }

    /** Skips the test where there is no such program, or fails it with {@code -Dusher.require-programs=true}. */
    static RedisServer start(String... options) {
        return start("redis", "--port", options);
    }

    /**
     * As {@link #start}, for TLS alone.
     *
     * @param certificate PEM
     * @param key         PEM
     */
    static RedisServer startTls(Path certificate, Path key, String... options) {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--tls-auth-clients", "no"));
        all.addAll(List.of("--tls-cert-file", certificate.toString(), "--tls-key-file", key.toString()));
        all.addAll(List.of("--tls-ca-cert-file", certificate.toString()));
        all.addAll(List.of(options));
        return start("rediss", "--tls-port", all.toArray(String[]::new));
    }

    private static RedisServer start(String scheme, String portOption, String... options) {
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of(RealPrograms.require("redis-server").toString(), "--bind", "127.0.0.1", portOption, "" + port));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--daemonize", "no"));
        command.addAll(List.of(options));
        RedisServer server = new RedisServer(command, scheme, port);
        server.startAgain();
        return server;
    }

    private static int freePort() {
        try {
            return LoopbackPorts.free();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Again, after a {@link #kill}. Waits until it listens. */
    void startAgain() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .directory(new File(System.getProperty("java.io.tmpdir")))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        await("redis-server listens")
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(this::listens);
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** With so much time for a command that a busy machine is no outage. */
    @Override
    public String address() {
        return address("30s");
    }

    String address(String timeout) {
        return scheme + "://127.0.0.1:" + port + "?timeout=" + timeout;
    }

    /** Says something to it as an operator would, and waits for the answer. */
    <T> T run(Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> command) {
        try (RedisConnection connection = new RedisConnection(RedisAddress.parse(Secret.of(address())))) {
            connection.connect();
            return RedisConnection.await(connection.send(command));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As a crash would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** It keeps its connections, but answers nothing. */
    void hang() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
