package tv.usher.engine.session.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** Scheme, user and password, nodes, query. */
    private static final Pattern CLUSTER =
            Pattern.compile("(rediss?)-cluster://((?:[^@/?#]*@)?)([^@/?#]+)/?(\\?[^#]*)?");

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
            Matcher cluster = CLUSTER.matcher(address.reveal());
            List<URI> given = cluster.matches() ? nodes(cluster) : List.of(new URI(address.reveal()));
            if (given.stream().allMatch(RedisAddress::isAddress)) {
                List<RedisURI> parsed = given.stream().map(RedisURI::create).toList();
                Duration timeout = given.get(0).getQuery() == null
                        ? TIMEOUT
                        : parsed.get(0).getTimeout();
                if (!timeout.isZero() && timeout.compareTo(MOST) <= 0) {
                    String text = cluster.matches()
                            ? cluster.group(1) + "-cluster://" + list(parsed)
                            : text(given.get(0), parsed.get(0));
                    return new RedisAddress(given, cluster.matches(), timeout, text);
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
        boolean named = SENTINEL.contains(uri.getScheme())
                ? uri.getAuthority() != null
                        && uri.getFragment() != null
                        && !uri.getFragment().isEmpty()
                : SINGLE.contains(uri.getScheme()) && uri.getHost() != null && uri.getFragment() == null;
        return named && timeout && uri.getPath().matches("/?|/[0-9]{1,4}");
    }

    /** Each node's own address, with the password of all. */
    private static List<URI> nodes(Matcher cluster) throws URISyntaxException {
        String query = cluster.group(4) == null ? "" : cluster.group(4);
        List<URI> nodes = new ArrayList<>();
        for (String node : cluster.group(3).split(",", -1)) {
            nodes.add(new URI(cluster.group(1) + "://" + cluster.group(2) + node + query));
        }
        return nodes;
    }

    private static String text(URI given, RedisURI uri) {
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
