package tv.usher.engine.backend.guard;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * When a backend isn't asked for a while, since questions about viewers of several addresses fail.
 *
 * @param enabled     false: it is always asked
 * @param failureRate percent of the client addresses that asked within the window whose latest question must have failed
 * @param window      whole seconds
 * @param minimum     such addresses before the breaker can open
 * @param openFor     how long the breaker stays open
 * @param trial       questions, of different addresses, that try the backend afterwards; if too many fail, the breaker opens again
 */
public record BreakerSettings(
        @Default("true") boolean enabled,
        @Default("50") int failureRate,
        @Default("5s") Duration window,
        @Default("3") int minimum,
        @Default("5s") Duration openFor,
        @Default("5") int trial) {

    public BreakerSettings {
        if (failureRate < 1 || failureRate > 100) {
            throw new IllegalArgumentException("failure-rate must be between 1 and 100 percent");
        }
        if (minimum < 2 || trial < 1) {
            throw new IllegalArgumentException(
                    "minimum must be at least 2, since one viewer is no outage, and trial at least 1");
        }
        if (window.toSeconds() < 1 || window.toSeconds() > 3600 || window.toNanosPart() != 0) {
            throw new IllegalArgumentException("window must be whole seconds, from 1s to 1h");
        }
        if (openFor.toMillis() < 100 || openFor.toHours() >= 1) {
            throw new IllegalArgumentException("open-for must be from 100ms to less than 1h");
        }
    }
}
