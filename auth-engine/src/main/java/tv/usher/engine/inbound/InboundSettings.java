package tv.usher.engine.inbound;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * Bounds of the listener.
 *
 * @param maxLine        bytes of the request line; more is answered 414
 * @param maxHeaders     bytes of all headers; more is answered 431
 * @param maxBody        bytes of a request's body; more is answered 413
 * @param maxBodies      bytes of all unfinished bodies together, of both listeners; one more is answered 503
 * @param requestTimeout from a request's first byte to its last; a longer one is answered 408
 * @param idleTimeout    how long a connection may wait for its next request
 * @param maxConnections at once, from all callers; one more is closed
 * @param maxUntrusted   connections at once of peers outside trusted-callers, which are counted separately; one more is closed
 * @param drainTimeout   how long a stop waits for answers under way
 * @param threads        event loops; 0 is one per processor
 */
public record InboundSettings(
        @Default("8192") int maxLine,
        @Default("16384") int maxHeaders,
        @Default("65536") int maxBody,
        @Default("16777216") int maxBodies,
        @Default("10s") Duration requestTimeout,
        @Default("75s") Duration idleTimeout,
        @Default("10000") int maxConnections,
        @Default("100") int maxUntrusted,
        @Default("10s") Duration drainTimeout,
        @Default("0") int threads) {

    private static final int MOST_OPERATORS = 200;
    private static final Duration OPERATORS_DRAIN = Duration.ofSeconds(1);

    public InboundSettings {
        if (maxLine < 256 || maxHeaders < 1024 || maxBody < 0) {
            throw new IllegalArgumentException("max-line must be at least 256, max-headers 1024, max-body 0");
        }
        if (maxBodies < maxBody) {
            throw new IllegalArgumentException("max-bodies must be at least max-body");
        }
        if (maxConnections < 1 || maxUntrusted < 0 || threads < 0) {
            throw new IllegalArgumentException(
                    "max-connections must be at least 1, max-untrusted and threads not negative");
        }
        if (requestTimeout.isNegative()
                || requestTimeout.isZero()
                || idleTimeout.isNegative()
                || idleTimeout.isZero()) {
            throw new IllegalArgumentException("request-timeout and idle-timeout must be longer than 0");
        }
        if (drainTimeout.isNegative()) {
            throw new IllegalArgumentException("drain-timeout must not be negative");
        }
    }

    /** The same with other bounds of connections. */
    public InboundSettings withConnections(int callers, int untrusted) {
        return new InboundSettings(
                maxLine,
                maxHeaders,
                maxBody,
                maxBodies,
                requestTimeout,
                idleTimeout,
                callers,
                untrusted,
                drainTimeout,
                threads);
    }

    /**
     * Bounds of the listener for operators: few connections, a stop that hardly waits, and two event loops, so that one answers {@code
     * /healthz} when the other stalls.
     *
     * @param streams connections that stay open, besides the others
     */
    public InboundSettings forOperators(int streams) {
        return new InboundSettings(
                maxLine,
                maxHeaders,
                maxBody,
                maxBodies,
                requestTimeout,
                idleTimeout,
                MOST_OPERATORS + streams,
                maxUntrusted,
                drainTimeout.compareTo(OPERATORS_DRAIN) < 0 ? drainTimeout : OPERATORS_DRAIN,
                2);
    }
}
