package tv.usher.engine.session.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.sentinel.api.sync.RedisSentinelCommands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real Sentinel that watches one primary as "mymaster", alone. Killed when closed. */
final class Sentinel implements AutoCloseable {

    private final Process process;
    private final int port;

    private Sentinel(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Sentinel watching(RedisServer primary, Path folder) throws IOException {
        int port = LoopbackPorts.free();
        Path file = Files.write(
                folder.resolve("sentinel.conf"),
                List.of(
                        "port " + port,
                        "bind 127.0.0.1",
                        "sentinel monitor mymaster 127.0.0.1 " + primary.port() + " 1",
                        "sentinel down-after-milliseconds mymaster 500",
                        "sentinel failover-timeout mymaster 3000"));
        Process process = new ProcessBuilder(
                        RealPrograms.require("redis-server").toString(), file.toString(), "--sentinel")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sentinel.log").toFile())
                .start();
        return new Sentinel(process, port);
    }

    String address() {
        return "redis-sentinel://127.0.0.1:" + port + "/0?timeout=2s#mymaster";
    }

    /** Where the primary is, as far as it knows. */
    String primary() {
        return ask(sentinel -> String.valueOf(sentinel.getMasterAddrByName("mymaster")));
    }

    /** How many replicas it knows that could become the primary. */
    int replicas() {
        return ask(sentinel -> sentinel.replicas("mymaster").size());
    }

    /** Lets it choose another primary although this one lives. */
    boolean failover() {
        return "OK".equals(ask(sentinel -> sentinel.failover("mymaster")));
    }

    private <T> T ask(Function<RedisSentinelCommands<String, String>, T> question) {
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port + "?timeout=5s")) {
            return question.apply(client.connectSentinel().sync());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
