package tv.usher.engine.session.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import tv.usher.api.Secret;

/**
 * Where Redis is: {@code redis://} or {@code rediss://} (TLS; certificate and name are verified), then maybe {@code user:password@}, host,
 * port, the number of the database, and {@code ?timeout=}, how long a command may take. Its text has no password.
 */
final class RedisAddress {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofSeconds(60);

    private final RedisURI uri;
    private final String text;

    private RedisAddress(RedisURI uri, String text) {
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
                    return new RedisAddress(parsed, text(uri.getScheme(), parsed));
                }
            }
        } catch (URISyntaxException | RuntimeException e) {
            // its text may have the password
        }
        throw new IllegalArgumentException(
                "sessions.redis must be an address as in redis://:password@redis.example.com:6379/0,"
                        + " or rediss:// for TLS; ?timeout=2s may follow, up to 60s");
    }

    private static boolean isAddress(URI uri) {
        boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        boolean timeout = uri.getQuery() == null || uri.getQuery().matches("timeout=[0-9]{1,5}(ms|s)");
        return scheme
                && timeout
                && uri.getHost() != null
                && uri.getPath().matches("/?|/[0-9]{1,4}")
                && uri.getFragment() == null;
    }

    private static String text(String scheme, RedisURI uri) {
        return scheme + "://" + uri.getHost() + ":" + uri.getPort()
                + (uri.getDatabase() == 0 ? "" : "/" + uri.getDatabase());
    }

    /** How long a command may take. */
    Duration timeout() {
        return uri.getTimeout();
    }

    /** The whole address, with another time that greeting each other may take. */
    RedisURI greetingWithin(Duration timeout) {
        RedisURI copy = RedisURI.builder(uri).build();
        copy.setTimeout(timeout);
        return copy;
    }

    @Override
    public String toString() {
        return text;
    }
}
