package tv.usher.engine.session.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Redis, or to a cluster. All waiting is bounded: a command fails if it isn't answered in time, if there is no connection, or if too many
 * commands wait. It doesn't reconnect by itself. Thread-safe.
 */
final class RedisConnection implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_WAITING = 10_000;

    private final RedisAddress address;
    private @Nullable ClientResources resources;
    private @Nullable AbstractRedisClient client;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Link link;

    RedisConnection(RedisAddress address) {
        this.address = address;
    }

    /** Connects anew, and waits for it. One thread at a time. */
    void connect() {
        if (client == null) {
            resources = DefaultClientResources.builder()
                    .ioThreadPoolSize(2)
                    .computationThreadPoolSize(2)
                    .build();
            client = address.isCluster() ? cluster(resources) : single(resources);
        }
        disconnect();
        link = connect(client);
    }

    private RedisClient single(ClientResources with) {
        RedisClient single =
                RedisClient.create(with, address.greetingWithin(CONNECT_TIMEOUT).get(0));
        single.setOptions(options(ClientOptions.builder(), address.timeout()).build());
        return single;
    }

    private RedisClusterClient cluster(ClientResources with) {
        RedisClusterClient cluster = RedisClusterClient.create(with, address.greetingWithin(CONNECT_TIMEOUT));
        ClusterClientOptions.Builder options = ClusterClientOptions.builder()
                .nodeFilter(RedisConnection::isThere)
                .maxRedirects(0); // a slot that moves is half here and half there
        cluster.setOptions(
                (ClusterClientOptions) options(options, address.timeout()).build());
        return cluster;
    }

    /** A cluster knows those that are gone for long after. */
    private static boolean isThere(RedisClusterNode node) {
        return !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.NOADDR);
    }

    /** A cluster is asked for its nodes each time, since another one may be a primary now. */
    private static Link connect(AbstractRedisClient client) {
        if (client instanceof RedisClusterClient cluster) {
            cluster.refreshPartitions();
            StatefulRedisClusterConnection<String, String> connection = cluster.connect();
            try {
                return new Link(connection, connection.async(), primaries(connection));
            } catch (RuntimeException e) {
                connection.closeAsync();
                throw e;
            }
        }
        StatefulRedisConnection<String, String> connection = ((RedisClient) client).connect();
        return new Link(connection, connection.async(), List.of(connection.async()));
    }

    /** Connects to each of them; else the first commands would be rejected. */
    private static List<RedisAsyncCommands<String, String>> primaries(
            StatefulRedisClusterConnection<String, String> connection) {
        return connection.getPartitions().stream()
                .filter(node -> node.getRole().isUpstream() && !node.getSlots().isEmpty())
                .map(RedisClusterNode::getUri)
                .map(uri -> connection.getConnectionAsync(uri.getHost(), uri.getPort()))
                .toList()
                .stream()
                .map(primary -> await(primary).async())
                .toList();
    }

    /**
     * A connection, and what can be told over it.
     *
     * @param primaries what can be told to each server that runs scripts
     */
    private record Link(
            StatefulConnection<String, String> connection,
            RedisClusterAsyncCommands<String, String> commands,
            List<RedisAsyncCommands<String, String>> primaries) {}

    private static ClientOptions.Builder options(ClientOptions.Builder options, Duration timeout) {
        return options.autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .sslOptions(
                        SslOptions.builder().handshakeTimeout(CONNECT_TIMEOUT).build())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled());
    }

    /** Sends nothing any more. Commands that wait for an answer fail. */
    void disconnect() {
        Link former = link;
        link = null;
        if (former != null) {
            former.connection().closeAsync();
        }
    }

    /**
     * @return completes on any thread
     */
    <T> CompletableFuture<T> send(Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> command) {
        Link current = link;
        if (current == null) {
            return CompletableFuture.failedFuture(new IllegalStateException("not connected"));
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            return CompletableFuture.failedFuture(new Busy());
        }
        return begin(command, current).whenComplete((answer, failure) -> waiting.decrementAndGet());
    }

    private static <T> CompletableFuture<T> begin(
            Function<RedisClusterAsyncCommands<String, String>, RedisFuture<T>> command, Link link) {
        try {
            return command.apply(link.commands()).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * @return what the script answers, completes on any thread
     */
    CompletableFuture<List<Object>> run(Shard shard, Script script, List<String> values) {
        String[] keys = shard.keys();
        String[] args = values.toArray(String[]::new);
        CompletableFuture<List<Object>> known =
                send(redis -> redis.evalsha(script.digest(), ScriptOutputType.MULTI, keys, args));
        return known.exceptionallyCompose(failure -> root(failure) instanceof RedisNoScriptException
                ? send(redis -> redis.eval(script.text(), ScriptOutputType.MULTI, keys, args))
                : CompletableFuture.failedFuture(failure));
    }

    /**
     * Has Redis know all scripts. Else the first use of one would be sent a second time, behind what was sent after it. Blocks. A user of
     * Redis who may not do that runs them all the same.
     */
    void loadScripts() {
        Link current = link;
        if (current != null) {
            current.primaries().forEach(RedisConnection::loadScripts);
        }
    }

    private static void loadScripts(RedisAsyncCommands<String, String> primary) {
        for (Script script : Script.values()) {
            await(primary.scriptLoad(script.text())
                    .toCompletableFuture()
                    .exceptionallyCompose(failure -> root(failure) instanceof RedisCommandExecutionException
                            ? CompletableFuture.completedFuture("")
                            : CompletableFuture.failedFuture(failure)));
        }
    }

    /** Waits for an answer. The wait is bounded, since a command fails after its timeout. */
    static <T> T await(CompletableFuture<T> answer) {
        return answer.join();
    }

    /** Too many commands wait, so this one isn't sent. That is no outage. */
    static final class Busy extends RuntimeException {

        private static final long serialVersionUID = 1;

        Busy() {
            super("too many commands wait for Redis", null, false, false);
        }
    }

    /** The cause inside the wrapper. */
    static Throwable root(Throwable failure) {
        Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        return wrapped != null ? root(wrapped) : failure;
    }

    @Override
    public void close() {
        link = null;
        if (client != null && resources != null) {
            client.shutdown(0, 2, TimeUnit.SECONDS);
            resources.shutdown(0, 2, TimeUnit.SECONDS);
        }
    }
}
