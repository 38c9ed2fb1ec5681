package tv.usher.engine.decision;

import java.time.Duration;
import java.util.Map;
import tv.usher.engine.session.OneTimeCodes;
import tv.usher.engine.session.SessionMetrics;
import tv.usher.engine.session.SessionSettings;
import tv.usher.engine.session.Sessions;
import tv.usher.engine.session.Viewings;
import tv.usher.engine.util.Clock;

/**
 * What all rules share to know viewers again.
 *
 * @param coalescer    across all rules, also those of an earlier configuration: the viewing's key has the rule in it
 * @param idleTimeouts by dialect; others have the settings' own
 */
public record SessionContext(
        Sessions sessions,
        Viewings viewings,
        SessionSettings settings,
        SessionMetrics metrics,
        Coalescer coalescer,
        Map<String, Duration> idleTimeouts,
        OneTimeCodes codes,
        Clock clock) {

    long now() {
        return clock.now();
    }

    Duration idleTimeoutOf(String dialect) {
        return idleTimeouts.getOrDefault(dialect, settings.idleTimeout());
    }
}
