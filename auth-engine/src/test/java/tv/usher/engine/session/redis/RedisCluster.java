package tv.usher.engine.session.redis;

import static tv.usher.api.testing.Patience.await;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tv.usher.api.testing.LoopbackPorts;

/** A real Redis Cluster of three primaries on loopback ports, perhaps each with a replica. A restart forgets what Ushers put there. */
final class RedisCluster implements SharedRedis {

    private static final int PRIMARIES = 3;

    private final Path folder;
    private final String scheme;
    private final List<RedisServer> nodes = new ArrayList<>();
    private final List<Integer> busPorts = new ArrayList<>();

    private RedisCluster(Path folder, String scheme) {
        this.folder = folder;
        this.scheme = scheme;
    }

    /** Without replicas. */
    static RedisCluster start() {
        return start(PRIMARIES);
    }

    /** Without replicas; also the nodes talk by TLS to each other. */
    static RedisCluster startTls(Path certificate, Path key) {
        return start(PRIMARIES, "rediss-cluster", options -> {
            List<String> all = new ArrayList<>(List.of("--tls-cluster", "yes"));
            all.addAll(List.of(options));
            return RedisServer.startTls(certificate, key, all.toArray(String[]::new));
        });
    }

    static RedisCluster startWithReplicas() {
        RedisCluster cluster = start(2 * PRIMARIES);
        for (int i = 0; i < PRIMARIES; i++) {
            String primary = cluster.nodes.get(i).run(RedisClusterAsyncCommands::clusterMyId);
            cluster.nodes.get(PRIMARIES + i).run(redis -> redis.clusterReplicate(primary));
        }
        await("each primary has a replica that has read all")
                .until(() -> IntStream.range(0, PRIMARIES)
                        .allMatch(i -> cluster.replica(i)
                                .run(redis -> redis.info("replication"))
                                .contains("master_link_status:up")));
        await("all know the replicas")
                .until(() -> cluster.nodes.stream()
                        .allMatch(node -> node.run(RedisClusterAsyncCommands::clusterNodes)
                                        .lines()
                                        .filter(line -> line.contains("slave"))
                                        .count()
                                == PRIMARIES));
        return cluster;
    }

    private static RedisCluster start(int nodes) {
        return start(nodes, "redis-cluster", RedisServer::start);
    }

    private static RedisCluster start(int nodes, String scheme, Function<String[], RedisServer> node) {
        try {
            RedisCluster cluster = new RedisCluster(Files.createTempDirectory("redis-cluster"), scheme);
            for (int i = 0; i < nodes; i++) {
                cluster.addNode(node);
            }
            cluster.introduce();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addNode(Function<String[], RedisServer> node) throws IOException {
        Path own = Files.createDirectory(folder.resolve("node" + nodes.size()));
        int busPort = LoopbackPorts.free();
        busPorts.add(busPort);
        nodes.add(node.apply(new String[] {
            "--cluster-enabled",
            "yes",
            "--cluster-port",
            "" + busPort,
            "--cluster-node-timeout",
            "2000",
            "--repl-diskless-sync-delay",
            "0",
            "--dir",
            own.toString()
        }));
    }

    private void introduce() {
        for (int i = 0; i < PRIMARIES; i++) {
            int first = SlotHash.SLOT_COUNT * i / PRIMARIES;
            int after = SlotHash.SLOT_COUNT * (i + 1) / PRIMARIES;
            nodes.get(i)
                    .run(redis ->
                            redis.clusterAddSlots(IntStream.range(first, after).toArray()));
        }
        for (int i = 1; i < nodes.size(); i++) {
            CommandArgs<String, String> meet = new CommandArgs<>(StringCodec.UTF8)
                    .add("MEET")
                    .add("127.0.0.1")
                    .add(nodes.get(i).port())
                    .add(busPorts.get(i));
            nodes.get(0).run(redis -> redis.dispatch(CommandType.CLUSTER, new StatusOutput<>(StringCodec.UTF8), meet));
        }
        awaitReady();
    }

    private void awaitReady() {
        await("all know each other")
                .until(() -> nodes.stream().allMatch(node -> {
                    String info = node.run(RedisClusterAsyncCommands::clusterInfo);
                    return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + nodes.size());
                }));
    }

    @Override
    public String address() {
        return address("30s");
    }

    String address(String timeout) {
        return scheme + "://"
                + nodes.stream().map(node -> "127.0.0.1:" + node.port()).collect(Collectors.joining(","))
                + "?timeout=" + timeout;
    }

    /** A primary as long as nobody was killed. */
    RedisServer primary(int number) {
        return nodes.get(number);
    }

    RedisServer primaryOf(int slot) {
        return nodes.get(slot * PRIMARIES / SlotHash.SLOT_COUNT);
    }

    RedisServer replica(int number) {
        return nodes.get(PRIMARIES + number);
    }

    /** Says something to each primary. */
    <T> List<T> run(Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> command) {
        return nodes.subList(0, PRIMARIES).stream()
                .map(node -> node.run(command))
                .toList();
    }

    /** All keys, of all primaries. */
    List<String> keys(String pattern) {
        return run(redis -> redis.keys(pattern)).stream().flatMap(List::stream).toList();
    }

    /** For the next test. */
    void empty() {
        run(redis -> redis.flushall());
    }

    /** Empty, for one test, which doesn't end it. */
    SharedRedis borrowed() {
        empty();
        return new SharedRedis() {
            @Override
            public String address() {
                return RedisCluster.this.address();
            }

            @Override
            public void close() {}
        };
    }

    /** All nodes, as crashes would. */
    void kill() {
        nodes.forEach(RedisServer::kill);
    }

    /** Starts those again that were killed, and waits until all work. */
    void recover() {
        nodes.stream().filter(node -> !node.isAlive()).forEach(RedisServer::startAgain);
        awaitReady();
    }

    /** No node answers. */
    void hang() {
        nodes.forEach(RedisServer::hang);
    }

    void goOn() {
        nodes.forEach(RedisServer::goOn);
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
