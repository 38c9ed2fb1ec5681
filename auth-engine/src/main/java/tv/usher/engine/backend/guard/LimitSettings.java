package tv.usher.engine.backend.guard;

import java.util.Optional;
import java.util.OptionalInt;
import tv.usher.api.Default;
import tv.usher.api.Grant;

/**
 * How many sessions one backend's users may have at once.
 *
 * @param maxSessions       counts when the answer names no number
 * @param maxSessionsCap    an answer's higher number counts as this one
 * @param ignoreMaxSessions the answer's number isn't read: newer Stalker portals fill it from a setting about recordings
 * @param ignoreUnique      the answer's {@code X-Unique} isn't read
 */
public record LimitSettings(
        Optional<Integer> maxSessions,
        Optional<Integer> maxSessionsCap,
        @Default("false") boolean ignoreMaxSessions,
        @Default("false") boolean ignoreUnique) {

    /** The answer's own values, unchanged. */
    public static final LimitSettings AS_ANSWERED = new LimitSettings(Optional.empty(), Optional.empty(), false, false);

    public LimitSettings {
        if (maxSessions.orElse(1) < 1 || maxSessionsCap.orElse(1) < 1) {
            throw new IllegalArgumentException("max-sessions and max-sessions-cap must be at least 1");
        }
    }

    /** The grant with these limits. */
    Grant apply(Grant grant) {
        boolean unique = grant.unique() && !ignoreUnique;
        return Grant.lasting(grant.lifetime())
                .user(grant.user())
                .sessionName(grant.sessionName())
                .maxSessions(maxSessions(grant, unique))
                .unique(unique);
    }

    private OptionalInt maxSessions(Grant grant, boolean unique) {
        OptionalInt answered = ignoreMaxSessions ? OptionalInt.empty() : grant.maxSessions();
        int most = answered.orElse(maxSessions.orElse(unique ? 1 : Integer.MAX_VALUE));
        int capped = Math.min(most, maxSessionsCap.orElse(Integer.MAX_VALUE));
        return capped == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(capped);
    }
}
