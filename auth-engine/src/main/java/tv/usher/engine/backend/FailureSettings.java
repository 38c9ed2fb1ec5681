package tv.usher.engine.backend;

import java.time.Duration;
import tv.usher.api.Default;

/**
 * When a client address that is denied again and again is banned for a while.
 *
 * @param most         denials that are allowed within the time; one more begins the ban
 * @param maxAddresses bound of the addresses whose denials are counted, and of those that are banned; further ones aren't banned
 */
public record FailureSettings(
        int most,
        @Default("1m") Duration within,
        @Default("10m") Duration ban,
        @Default("100000") int maxAddresses) {

    public FailureSettings {
        if (most < 1 || maxAddresses < 1) {
            throw new IllegalArgumentException("most and max-addresses must be at least 1");
        }
        if (within.toSeconds() < 1 || ban.toSeconds() < 1 || ban.toDays() > 365) {
            throw new IllegalArgumentException("within and ban must be at least 1s, ban at most 365d");
        }
    }
}
