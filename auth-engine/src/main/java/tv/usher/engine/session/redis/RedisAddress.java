package tv.usher.engine.session.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import tv.usher.api.Secret;

/**
 * Where Redis is: {@code redis://} or {@code rediss://} (TLS; certificate and name are verified), then maybe {@code user:password@}, host,
 * port, the number of the database, and {@code ?timeout=}, how long a command may take. Or {@code redis-sentinel://} ({@code
 * rediss-sentinel://}) with the sentinels and, after {@code #}, the name of what they watch: each new connection asks them for its primary.
 * Its text has no password.
 */
final class RedisAddress {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final Set<String> SINGLE = Set.of("redis", "rediss");
    private static final Set<String> SENTINEL = Set.of("redis-sentinel", "rediss-sentinel");

    private final URI given;
    private final RedisURI uri;
    private final String text;

    private RedisAddress(URI given, RedisURI uri, String text) {
        this.given = given;
        this.uri = uri;
        this.text = text;
    }

    /**
     * @throws IllegalArgumentException if it is none; the message has no password either
     */
    static RedisAddress parse(Secret address) {
        try {
            URI uri = new URI(address.reveal());
            if (isAddress(uri)) {
                RedisURI parsed = RedisURI.create(uri);
                if (uri.getQuery() == null) {
                    parsed.setTimeout(TIMEOUT);
                }
                if (!parsed.getTimeout().isZero() && parsed.getTimeout().compareTo(MOST) <= 0) {
                    return new RedisAddress(uri, parsed, text(uri, parsed));
                }
            }
        } catch (URISyntaxException | RuntimeException e) {
            // its text may have the password
        }
        throw new IllegalArgumentException(
                "sessions.redis must be an address as in redis://:password@redis.example.com:6379/0, rediss:// for TLS, or"
                        + " redis-sentinel://:password@s1:26379,s2,s3/0#mymaster; ?timeout=2s may stand before the #, up to 60s");
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

    private static String text(URI given, RedisURI uri) {
        String database = uri.getDatabase() == 0 ? "" : "/" + uri.getDatabase();
        if (uri.getSentinels().isEmpty()) {
            return given.getScheme() + "://" + uri.getHost() + ":" + uri.getPort() + database;
        }
        String sentinels = uri.getSentinels().stream()
                .map(sentinel -> sentinel.getHost() + ":" + sentinel.getPort())
                .collect(Collectors.joining(","));
        return given.getScheme() + "://" + sentinels + database + "#" + uri.getSentinelMasterId();
    }

    /** How long a command may take. */
    Duration timeout() {
        return uri.getTimeout();
    }

    /** The whole address, with another time that greeting each other may take. */
    RedisURI greetingWithin(Duration timeout) {
        RedisURI copy = RedisURI.create(given); // its builder would lose the sentinels
        copy.setTimeout(timeout);
        copy.getSentinels().forEach(sentinel -> sentinel.setTimeout(timeout));
        return copy;
    }

    @Override
    public String toString() {
        return text;
    }
}
