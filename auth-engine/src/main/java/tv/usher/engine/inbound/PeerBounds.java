package tv.usher.engine.inbound;

import java.time.Duration;

/**
 * What one peer of a listener may hold.
 *
 * @param connections  of one address at once
 * @param firstRequest how long a new connection may wait for its first request
 */
public record PeerBounds(int connections, Duration firstRequest) {

    private static final int KEPT_FOR_OTHERS = 100;

    /** Few callers have all connections, and may open them long before they ask. */
    public static PeerBounds ofCallers(InboundSettings settings) {
        return new PeerBounds(Integer.MAX_VALUE, settings.idleTimeout());
    }

    /** Nobody may keep health checks and operators out by connections that say nothing. */
    public static PeerBounds ofOperators(InboundSettings settings) {
        return new PeerBounds(Math.max(1, settings.maxConnections() - KEPT_FOR_OTHERS), settings.requestTimeout());
    }
}
