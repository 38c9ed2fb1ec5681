package tv.usher.engine.dialect;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * Settings of the dialect of Flussonic.
 *
 * @param idleTimeout   of its sessions, which it asks about again and again; longer than {@code recheck}
 * @param recheck       the longest time that an allow holds before it asks again
 * @param recheckDenied the time that a denial holds
 */
public record FlussonicSettings(
        @Default("10m") Duration idleTimeout,
        @Default("3m") Duration recheck,
        @Default("10s") Duration recheckDenied) {

    public FlussonicSettings {
        if (recheck.toSeconds() < 1 || recheckDenied.toSeconds() < 1) {
            throw new IllegalArgumentException("recheck and recheck-denied must be at least 1s");
        }
        if (idleTimeout.compareTo(recheck) <= 0) {
            throw new IllegalArgumentException(
                    "idle-timeout must be longer than recheck, or who is watching would be forgotten in between");
        }
    }
}
