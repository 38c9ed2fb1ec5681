package tv.usher.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.usher.api.testing.Patience.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tv.usher.api.testing.LoopbackPorts;
import tv.usher.api.testing.RealPrograms;

/** A real cluster of three primaries and their replicas, as {@code redis-cli} makes one. {@link #kill} ends a primary. */
final class RedisCluster implements SharedRedis {

    private static final int NODES = 6;

    private final Path folder;
    private final List<Integer> ports = new ArrayList<>();
    private final List<RunningProgram> nodes = new ArrayList<>();

    private RedisCluster(Path folder) {
        this.folder = folder;
    }

    /** Waits until all replicas are up to date; skips the test where there is no Redis. */
    static RedisCluster startIn(Path folder) throws IOException {
        RedisCluster cluster = new RedisCluster(folder);
        for (int i = 0; i < NODES; i++) {
            cluster.ports.add(LoopbackPorts.free());
            cluster.nodes.add(cluster.startNode(i));
        }
        cluster.create();
        return cluster;
    }

    private RunningProgram startNode(int number) throws IOException {
        Path own = Files.createDirectories(folder.resolve("redis" + number));
        int port = ports.get(number);
        List<String> command = new ArrayList<>(
                List.of(RealPrograms.require("redis-server").toString(), "--bind", "127.0.0.1", "--port", "" + port));
        command.addAll(List.of("--save", "", "--appendonly", "no", "--dir", own.toString()));
        command.addAll(List.of("--cluster-enabled", "yes", "--cluster-port", "" + LoopbackPorts.free()));
        command.addAll(List.of("--cluster-node-timeout", "2000", "--repl-diskless-sync-delay", "0"));
        return RunningProgram.start(new ProcessBuilder(command)).readyWhen(() -> listens(port));
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void create() throws IOException {
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        ports.forEach(port -> create.add("127.0.0.1:" + port));
        create.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        assertThat(cli(create)).contains("All 16384 slots covered");
        await("the replicas are up to date")
                .until(() -> ports.stream()
                                .map(port -> cli(List.of("-p", "" + port, "info", "replication")))
                                .filter(info -> info.contains("master_link_status:up"))
                                .count()
                        == NODES / 2);
    }

    private static String cli(List<String> arguments) {
        List<String> command =
                new ArrayList<>(List.of(RealPrograms.require("redis-cli").toString()));
        command.addAll(arguments);
        try {
            return Ended.of(new ProcessBuilder(command)).output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String address() {
        return "redis-cluster://"
                + ports.stream()
                        .limit(NODES / 2)
                        .map(port -> "127.0.0.1:" + port)
                        .collect(Collectors.joining(","))
                + "?timeout=30s";
    }

    @Override
    public void kill() throws InterruptedException {
        nodes.get(0).kill();
        nodes.get(0).close();
    }

    /** A replica has taken its place by then, or soon will. */
    @Override
    public void startAgain() throws IOException {
        nodes.set(0, startNode(0));
    }

    @Override
    public void close() {
        nodes.forEach(RunningProgram::close);
    }
}
