package tv.usher.engine.backend.guard;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * When a failing backend isn't asked for a while.
 *
 * @param enabled     false: it is always asked
 * @param failureRate percent of the questions within the window that must have failed
 * @param window      whole seconds
 * @param minimum     questions that the window must have before the breaker can open
 * @param openFor     how long the breaker stays open
 * @param trial       questions that try the backend afterwards; if too many of them fail, the breaker opens again
 */
public record BreakerSettings(
        @Default("true") boolean enabled,
        @Default("50") int failureRate,
        @Default("5s") Duration window,
        @Default("20") int minimum,
        @Default("5s") Duration openFor,
        @Default("5") int trial) {

    public BreakerSettings {
        if (failureRate < 1 || failureRate > 100) {
            throw new IllegalArgumentException("failure-rate must be between 1 and 100 percent");
        }
        if (minimum < 1 || trial < 1) {
            throw new IllegalArgumentException("minimum and trial must be at least 1");
        }
        if (window.toSeconds() < 1 || window.toSeconds() > 3600 || window.toNanosPart() != 0) {
            throw new IllegalArgumentException("window must be whole seconds, from 1s to 1h");
        }
        if (openFor.toMillis() < 100 || openFor.toHours() >= 1) {
            throw new IllegalArgumentException("open-for must be from 100ms to less than 1h");
        }
    }
}
