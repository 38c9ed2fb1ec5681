package tv.usher.engine.session.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tv.usher.api.Secret;

/**
 * Where Redis is: {@code redis://} or {@code rediss://} (TLS; certificate and name are verified), then maybe {@code user:password@}, host,
 * port, the number of the database, and {@code ?timeout=}, how long a command may take. Or {@code redis-sentinel://} ({@code
 * rediss-sentinel://}) with the sentinels and, after {@code #}, the name of what they watch: each new connection asks them for its primary.
 * Or {@code redis-cluster://} ({@code rediss-cluster://}) with some of a cluster's nodes.
 * Its text has no password.
 */
final class RedisAddress {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Set<String> SINGLE = Set.of("redis", "rediss");
    private static final Set<String> CLUSTER = Set.of("redis-cluster", "rediss-cluster");
    private static final Set<String> SENTINEL = Set.of("redis-sentinel", "rediss-sentinel");

    private final List<URI> given;
    private final boolean cluster;
    private final Duration timeout;
    private final String text;

    private RedisAddress(List<URI> given, boolean cluster, Duration timeout, String text) {
        this.given = given;
        this.cluster = cluster;
        this.timeout = timeout;
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException if it is none; the message has no password either
     */
    static RedisAddress parse(Secret address) {
        try {
            URI uri = new URI(address.reveal());
            if (isAddress(uri)) {
                boolean cluster = CLUSTER.contains(uri.getScheme());
                List<URI> given = cluster ? nodes(uri) : List.of(uri);
                List<RedisURI> parsed = given.stream().map(RedisURI::create).toList();
                Duration timeout =
                        uri.getQuery() == null ? TIMEOUT : parsed.get(0).getTimeout();
                if (!timeout.isZero() && timeout.compareTo(MOST) <= 0) {
                    return new RedisAddress(given, cluster, timeout, text(uri, parsed));
                }
            }
        } catch (URISyntaxException | RuntimeException e) {
            // its text may have the password
        }
        throw new IllegalArgumentException(
                "sessions.redis must be an address as in redis://:password@redis.example.com:6379/0, rediss:// for TLS, or"
                        + " redis-sentinel://:password@s1:26379,s2,s3/0#mymaster, or redis-cluster://:password@n1:6379,n2,n3;"
                        + " ?timeout=2s may stand at the end, before the #, up to 60s");
    }

    private static boolean isAddress(URI uri) {
        boolean timeout = uri.getQuery() == null || uri.getQuery().matches("timeout=[0-9]{1,5}(ms|s)");
        if (CLUSTER.contains(uri.getScheme())) {
            return timeout
                    && uri.getAuthority() != null
                    && uri.getFragment() == null
                    && uri.getPath().matches("/?");
        }
        boolean named = SENTINEL.contains(uri.getScheme())
                ? uri.getAuthority() != null
                        && uri.getFragment() != null
                        && !uri.getFragment().isEmpty()
                : SINGLE.contains(uri.getScheme()) && uri.getHost() != null && uri.getFragment() == null;
        return named && timeout && uri.getPath().matches("/?|/[0-9]{1,4}");
    }

    /** Each node's own address, with the password of all. */
    private static List<URI> nodes(URI cluster) {
        String authority = cluster.getRawAuthority();
        String user = authority.substring(0, authority.lastIndexOf('@') + 1);
        String scheme = cluster.getScheme().startsWith("rediss") ? "rediss://" : "redis://";
        String query = cluster.getRawQuery() == null ? "" : "?" + cluster.getRawQuery();
        return Stream.of(authority.substring(user.length()).split(",", -1))
                .map(node -> URI.create(scheme + user + node + query))
                .toList();
    }

    private static String text(URI given, List<RedisURI> parsed) {
        RedisURI uri = parsed.get(0);
        if (CLUSTER.contains(given.getScheme())) {
            return given.getScheme() + "://" + list(parsed);
        }
        String database = uri.getDatabase() == 0 ? "" : "/" + uri.getDatabase();
        if (uri.getSentinels().isEmpty()) {
            return given.getScheme() + "://" + uri.getHost() + ":" + uri.getPort() + database;
        }
        return given.getScheme() + "://" + list(uri.getSentinels()) + database + "#" + uri.getSentinelMasterId();
    }

    private static String list(List<RedisURI> nodes) {
        return nodes.stream().map(node -> node.getHost() + ":" + node.getPort()).collect(Collectors.joining(","));
    }

    boolean isCluster() {
        return cluster;
    }

    /** How long a command may take. */
    Duration timeout() {
        return timeout;
    }

    /** The whole address, of a cluster one of each node, with another time that greeting each other may take. */
    List<RedisURI> greetingWithin(Duration greeting) {
        return given.stream()
                .map(uri -> {
                    RedisURI copy = RedisURI.create(uri); // its builder would lose the sentinels
                    copy.setTimeout(greeting);
                    copy.getSentinels().forEach(sentinel -> sentinel.setTimeout(greeting));
                    return copy;
                })
                .toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
